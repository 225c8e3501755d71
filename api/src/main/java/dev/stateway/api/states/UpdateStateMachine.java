package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.registry.RegisteredStateMachine;
import dev.stateway.api.registry.StateMachineContents;
import dev.stateway.api.registry.StateMachineRegistry;
import dev.stateway.api.states.RequestMembers.Text;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Changes a state machine for executions that start from now on.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html">UpdateStateMachine</a>
 */
final class UpdateStateMachine
    implements Operation<UpdateStateMachine.Request, UpdateStateMachine.Answer> {
  private final StateMachineRegistry registry;

  UpdateStateMachine(StateMachineRegistry registry) {
    this.registry = registry;
  }

  record Request(
      String stateMachineArn,
      @Nullable String definition,
      @Nullable String roleArn,
      Settings.Sent settings,
      Publishing publishing) {
    StateMachineContents over(StateMachineContents present) {
      return new StateMachineContents(
          Objects.requireNonNullElse(definition, present.definition()),
          Objects.requireNonNullElse(roleArn, present.roleArn()),
          settings.over(present.settings()));
    }
  }

  record Answer(
      Instant updateDate, @Nullable String revisionId, @Nullable String stateMachineVersionArn) {}

  @Override
  public String name() {
    return "UpdateStateMachine";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(
        members.required("stateMachineArn", Text.ARN),
        members.optional("definition", Text.DEFINITION),
        members.optional("roleArn", Text.ARN),
        Settings.read(members),
        Publishing.read(members));
  }

  @Override
  public Mono<Answer> run(Request request) {
    var arn = StatesArn.stateMachine(request.stateMachineArn());
    var roleArn = request.roleArn();
    if (request.definition() == null && roleArn == null && request.settings().isEmpty()) {
      throw AwsError.missingRequiredParameter(
          "Either the definition, the role ARN, the LoggingConfiguration, or the"
              + " TracingConfiguration must be specified");
    }
    if (roleArn != null) {
      RoleArn.require(roleArn);
    }
    var publication = request.publishing().publication();
    return registry
        .require(arn.toString())
        .doOnNext(machine -> requireValid(request, machine))
        .flatMap(machine -> registry.update(machine.arn(), request::over, publication))
        .map(updated ->
            new Answer(
                updated.machine().updatedAt(),
                updated.machine().revisionId(),
                updated.versionArn()));
  }

  private static void requireValid(Request request, RegisteredStateMachine machine) {
    var definition = request.definition();
    if (definition != null) {
      Definitions.requireValid(definition, machine.type());
    }
  }
}
