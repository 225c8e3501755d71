package dev.stateway.api.states;

import dev.stateway.api.execution.ExecutionDescription;
import dev.stateway.api.execution.Executions;
import dev.stateway.api.execution.RedriveStatus;
import dev.stateway.api.states.RequestMembers.Text;
import dev.stateway.workflows.execution.ExecutionStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Shows how an execution stands.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html">DescribeExecution</a>
 */
final class DescribeExecution
    implements Operation<DescribeExecution.Request, DescribeExecution.Answer> {
  private final Executions executions;

  DescribeExecution(Executions executions) {
    this.executions = executions;
  }

  record Request(String executionArn, IncludedData includedData) {}

  record Answer(
      String executionArn,
      String stateMachineArn,
      String name,
      ExecutionStatus status,
      Instant startDate,
      @Nullable Instant stopDate,
      @Nullable String input,
      IncludedData.@Nullable Details inputDetails,
      @Nullable String output,
      IncludedData.@Nullable Details outputDetails,
      @Nullable String error,
      @Nullable String cause,
      int redriveCount,
      @Nullable Instant redriveDate,
      String redriveStatus,
      @Nullable String redriveStatusReason,
      @Nullable String mapRunArn) {}

  @Override
  public String name() {
    return "DescribeExecution";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(members.required("executionArn", Text.ARN), IncludedData.read(members));
  }

  @Override
  public Mono<Answer> run(Request request) {
    return executions
        .describe(request.executionArn())
        .map(execution -> answer(execution, request.includedData()));
  }

  private static Answer answer(ExecutionDescription execution, IncludedData included) {
    var redrive = RedriveStatus.of(execution, Instant.now());
    return new Answer(
        execution.executionArn(),
        execution.stateMachineArn(),
        execution.name(),
        execution.status(),
        execution.startDate(),
        execution.stopDate(),
        included.of(execution.inputText()),
        included.detailsOf(execution.inputText()),
        included.of(execution.outputText()),
        included.detailsOf(execution.outputText()),
        included.of(execution.error()),
        included.of(execution.cause()),
        execution.redriveCount(),
        execution.redriveDate(),
        redrive.isRedrivable() ? "REDRIVABLE" : "NOT_REDRIVABLE",
        redrive.reason(),
        execution.mapRunArn());
  }
}
