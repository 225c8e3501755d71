package dev.stateway.api.states;

import dev.stateway.api.execution.ExecutionDescription;
import dev.stateway.api.execution.ExecutionQuery;
import dev.stateway.api.execution.Executions;
import dev.stateway.api.execution.MapRuns;
import dev.stateway.api.execution.RedriveStatus;
import dev.stateway.api.states.RequestMembers.Text;
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
  private final MapRuns mapRuns;

  DescribeExecution(Executions executions, MapRuns mapRuns) {
    this.executions = executions;
    this.mapRuns = mapRuns;
  }

  record Request(String executionArn, IncludedData includedData) {}

  record Answer(
      String executionArn,
      String stateMachineArn,
      @Nullable String stateMachineVersionArn,
      @Nullable String stateMachineAliasArn,
      String name,
      String status,
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
        .flatMap(execution ->
            status(execution).map(status -> answer(execution, status, request.includedData())));
  }

  private Mono<String> status(ExecutionDescription execution) {
    var status = execution.status().name();
    var mapRunArn = execution.from().mapRunArn();
    var stopDate = execution.stopDate();
    if (mapRunArn == null || stopDate == null || execution.outputText() != null) {
      return Mono.just(status);
    }
    return mapRuns
        .redrivingSince(mapRunArn)
        .filter(stopDate::isBefore)
        .map(_ -> ExecutionQuery.Status.PENDING_REDRIVE.name())
        .defaultIfEmpty(status);
  }

  private static Answer answer(
      ExecutionDescription execution, String status, IncludedData included) {
    var redrive = RedriveStatus.of(execution, Instant.now());
    return new Answer(
        execution.executionArn(),
        execution.stateMachineArn(),
        execution.from().versionArn(),
        execution.from().aliasArn(),
        execution.name(),
        status,
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
        redrive.value(),
        redrive.reason(),
        execution.from().mapRunArn());
  }
}
