package dev.stateway.api.states;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.registry.QualifiedStateMachine;
import dev.stateway.api.registry.StateMachineRegistry;
import dev.stateway.api.states.RequestMembers.Text;
import dev.stateway.translator.model.MachineType;
import java.time.Instant;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Shows a state machine as it is now, or a version of it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html">DescribeStateMachine</a>
 */
final class DescribeStateMachine
    implements Operation<DescribeStateMachine.Request, DescribeStateMachine.Answer> {
  private final StateMachineRegistry registry;

  DescribeStateMachine(StateMachineRegistry registry) {
    this.registry = registry;
  }

  record Request(String stateMachineArn, IncludedData includedData) {}

  record Answer(
      String stateMachineArn,
      String name,
      String status,
      @Nullable String description,
      String definition,
      String roleArn,
      MachineType type,
      Instant creationDate,
      JsonNode loggingConfiguration,
      JsonNode tracingConfiguration,
      JsonNode encryptionConfiguration,
      @Nullable String revisionId,
      @Nullable Map<String, SortedSet<String>> variableReferences) {}

  @Override
  public String name() {
    return "DescribeStateMachine";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(members.required("stateMachineArn", Text.ARN), IncludedData.read(members));
  }

  @Override
  public Mono<Answer> run(Request request) {
    return registry
        .requireVersion(StatesArn.stateMachine(request.stateMachineArn()))
        .map(found -> answer(found, request.includedData()));
  }

  private static Answer answer(QualifiedStateMachine found, IncludedData included) {
    var machine = found.machine();
    var version = found.version();
    var contents = machine.contents();
    return new Answer(
        version == null ? machine.arn() : version.arn(),
        machine.name(),
        "ACTIVE",
        version == null ? null : version.description(),
        included.isAll() ? contents.definition() : "",
        contents.roleArn(),
        machine.type(),
        version == null ? machine.createdAt() : version.createdAt(),
        contents.settings().logging(),
        contents.settings().tracing(),
        contents.settings().encryption(),
        machine.revisionId(),
        included.isAll()
            ? Definitions.variableReferences(contents.definition(), machine.type())
            : null);
  }
}
