package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.registry.StateMachineAliases;
import dev.stateway.api.states.RequestMembers.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Changes the description of an alias, or to which versions it leads from now on.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachineAlias.html">UpdateStateMachineAlias</a>
 */
final class UpdateStateMachineAlias
    implements Operation<UpdateStateMachineAlias.Request, UpdateStateMachineAlias.Answer> {
  private final StateMachineAliases aliases;

  UpdateStateMachineAlias(StateMachineAliases aliases) {
    this.aliases = aliases;
  }

  record Request(
      String stateMachineAliasArn,
      @Nullable String description,
      @Nullable RoutingConfiguration routing) {}

  record Answer(Instant updateDate) {}

  @Override
  public String name() {
    return "UpdateStateMachineAlias";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(
        members.required("stateMachineAliasArn", Text.ARN),
        members.optional("description", Text.DESCRIPTION),
        RoutingConfiguration.read(members));
  }

  @Override
  public Mono<Answer> run(Request request) {
    var arn = StatesArn.alias(request.stateMachineAliasArn());
    var routing = request.routing();
    if (request.description() == null && routing == null) {
      throw AwsError.validation(
          "Either the description or the RoutingConfiguration must be specified",
          "MISSING_REQUIRED_PARAMETER");
    }
    return aliases
        .update(
            arn.machine().toString(),
            String.valueOf(arn.qualifier()),
            request.description(),
            routing == null ? null : routing.routesOf(arn.machine()))
        .map(alias -> new Answer(alias.updatedAt()));
  }
}
