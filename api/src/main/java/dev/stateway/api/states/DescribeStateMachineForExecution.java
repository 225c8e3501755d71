package dev.stateway.api.states;

import dev.stateway.api.execution.ExecutionOrigin;
import dev.stateway.api.execution.Executions;
import dev.stateway.api.states.RequestMembers.Text;
import dev.stateway.translator.model.MachineType;
import java.time.Instant;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Shows the state machine as an execution was started with it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineForExecution.html">DescribeStateMachineForExecution</a>
 */
final class DescribeStateMachineForExecution
    implements Operation<
        DescribeStateMachineForExecution.Request, DescribeStateMachineForExecution.Answer> {
  private final Executions executions;

  DescribeStateMachineForExecution(Executions executions) {
    this.executions = executions;
  }

  record Request(String executionArn, IncludedData includedData) {}

  record Answer(
      String stateMachineArn,
      String name,
      String definition,
      @Nullable String roleArn,
      Instant updateDate,
      JsonNode loggingConfiguration,
      JsonNode tracingConfiguration,
      JsonNode encryptionConfiguration,
      @Nullable String revisionId,
      @Nullable Map<String, SortedSet<String>> variableReferences,
      @Nullable String mapRunArn,
      @Nullable String label) {}

  @Override
  public String name() {
    return "DescribeStateMachineForExecution";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(members.required("executionArn", Text.ARN), IncludedData.read(members));
  }

  @Override
  public Mono<Answer> run(Request request) {
    return executions
        .origin(request.executionArn())
        .map(origin -> answer(origin, request.includedData()));
  }

  private static Answer answer(ExecutionOrigin origin, IncludedData included) {
    var settings = origin.revision().settings();
    return new Answer(
        origin.identity().stateMachineArn(),
        origin.identity().stateMachineName(),
        included.isAll() ? origin.definition() : "",
        origin.identity().roleArn(),
        origin.revision().updatedAt(),
        settings.logging(),
        settings.tracing(),
        settings.encryption(),
        origin.revision().revisionId(),
        included.isAll()
            ? Definitions.variableReferences(origin.definition(), MachineType.STANDARD)
            : null,
        origin.mapRunArn(),
        label(origin.identity().stateMachineName()));
  }

  /** What the name of the state machine of a Map Run's executions has after the slash. */
  private static @Nullable String label(String stateMachineName) {
    var slash = stateMachineName.indexOf('/');
    return slash < 0 ? null : stateMachineName.substring(slash + 1);
  }
}
