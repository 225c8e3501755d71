package dev.stateway.api.states;

import dev.stateway.api.registry.StateMachineAliases;
import dev.stateway.api.states.RequestMembers.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Makes an alias; the same request again is answered the same.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachineAlias.html">CreateStateMachineAlias</a>
 */
final class CreateStateMachineAlias
    implements Operation<CreateStateMachineAlias.Request, CreateStateMachineAlias.Answer> {
  private final StateMachineAliases aliases;

  CreateStateMachineAlias(StateMachineAliases aliases) {
    this.aliases = aliases;
  }

  record Request(String name, @Nullable String description, RoutingConfiguration routing) {}

  record Answer(String stateMachineAliasArn, Instant creationDate) {}

  @Override
  public String name() {
    return "CreateStateMachineAlias";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(
        members.required("name", Text.ALIAS_NAME),
        members.optional("description", Text.DESCRIPTION),
        RoutingConfiguration.required(members));
  }

  @Override
  public Mono<Answer> run(Request request) {
    var routes = request.routing().routes();
    return aliases
        .create(routes.machine().toString(), request.name(), request.description(), routes.routes())
        .map(alias -> new Answer(alias.arn(), alias.createdAt()));
  }
}
