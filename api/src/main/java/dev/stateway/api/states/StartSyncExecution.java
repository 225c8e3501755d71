package dev.stateway.api.states;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.ExecutionDescription;
import dev.stateway.api.execution.Executions;
import dev.stateway.api.execution.StartExecutionCommand;
import dev.stateway.api.registry.RegisteredStateMachine;
import dev.stateway.workflows.execution.ExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Runs an execution of an EXPRESS state machine to its end; one that fails is an answer as well.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html">StartSyncExecution</a>
 */
final class StartSyncExecution
    implements Operation<StartSyncExecution.Request, StartSyncExecution.Answer> {
  /** AWS's five minutes, and some time for the end to arrive. */
  private static final Duration LONGEST = Duration.ofMinutes(5).plusSeconds(15);

  private static final int BILLED_STEP = 100;
  private static final int BILLED_MEMORY = 64;

  private final Executions executions;

  StartSyncExecution(Executions executions) {
    this.executions = executions;
  }

  record Request(StartExecutionCommand command, IncludedData includedData) {}

  record Billing(long billedDurationInMilliseconds, int billedMemoryUsedInMB) {}

  record Answer(
      String executionArn,
      String stateMachineArn,
      String name,
      Instant startDate,
      Instant stopDate,
      ExecutionStatus status,
      @Nullable String error,
      @Nullable String cause,
      @Nullable String input,
      IncludedData.@Nullable Details inputDetails,
      @Nullable String output,
      IncludedData.@Nullable Details outputDetails,
      Billing billingDetails) {}

  @Override
  public String name() {
    return "StartSyncExecution";
  }

  @Override
  public Request read(RequestMembers members) {
    return new Request(StartExecution.command(members), IncludedData.read(members));
  }

  @Override
  public Mono<Answer> run(Request request) {
    return executions
        .startAndAwait(request.command(), LONGEST, RegisteredStateMachine::isExpress)
        .map(execution -> answer(execution, request.includedData()));
  }

  private static Answer answer(ExecutionDescription execution, IncludedData included) {
    var stopDate = execution.stopDate();
    if (stopDate == null) {
      throw AwsError.unavailable(
          "'" + execution.executionArn() + "' has not ended in time: no worker runs it");
    }
    return new Answer(
        execution.executionArn(),
        execution.stateMachineArn(),
        execution.name(),
        execution.startDate(),
        stopDate,
        execution.status(),
        included.of(execution.error()),
        included.of(execution.cause()),
        included.of(execution.inputText()),
        included.detailsOf(execution.inputText()),
        included.of(execution.outputText()),
        included.detailsOf(execution.outputText()),
        billing(Duration.between(execution.startDate(), stopDate)));
  }

  private static Billing billing(Duration duration) {
    var steps = Math.max(1, Math.ceilDiv(duration.toMillis(), BILLED_STEP));
    return new Billing(steps * BILLED_STEP, BILLED_MEMORY);
  }
}
