package dev.stateway.api.execution;

import dev.stateway.api.arn.StatesArn.Execution;
import dev.stateway.api.worker.TemporalCalls;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.workflows.execution.ExecutionFailure;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.execution.StopReason;
import dev.stateway.workflows.runtime.TaskWork;
import io.temporal.api.enums.v1.PendingWorkflowTaskState;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Stops executions: a cancellation, so that the work of tasks is stopped too; a termination when no
 * worker is there to take it, unless there may be work that the next worker has to stop.
 */
final class ExecutionStopper {
  /** How long a worker that is there may take to notice. */
  private static final Duration PROMPT = Duration.ofSeconds(2);

  /** How long is waited for a worker to come. */
  private static final Duration WITHOUT_WORKER = Duration.ofSeconds(8);

  private final TemporalConnection connection;
  private final TemporalCalls calls;
  private final ExecutionHistories histories;

  ExecutionStopper(
      TemporalConnection connection, TemporalCalls calls, ExecutionHistories histories) {
    this.connection = connection;
    this.calls = calls;
    this.histories = histories;
  }

  /** Stops a running execution; complete when it has ended, or when a worker is busy ending it. */
  Mono<Void> stop(Execution execution, StopReason reason) {
    return calls
        .call(() -> cancel(execution, reason))
        .then(awaitClosed(execution, PROMPT))
        .filter(closed -> !closed)
        .flatMap(_ -> calls.read(() -> waitsForWorker(execution)))
        .filter(waits -> waits)
        .flatMap(_ -> awaitClosed(execution, WITHOUT_WORKER))
        .filter(closed -> !closed)
        .flatMap(_ -> calls.call(() -> terminateUnlessTaken(execution, reason)))
        .then();
  }

  private Mono<Boolean> awaitClosed(Execution execution, Duration atMost) {
    return calls.read(
        atMost, () -> histories.awaitLastEvent(execution.workflowId(), "").isPresent());
  }

  private boolean cancel(Execution execution, StopReason reason) {
    try {
      stub(execution).cancel(reason.toText());
      return true;
    } catch (WorkflowNotFoundException _) {
      return false; // it has ended in between: it stays as it ended
    }
  }

  private boolean waitsForWorker(Execution execution) {
    var description = histories.describe(execution.workflowId(), "");
    return description.hasPendingWorkflowTask()
        && description.getPendingWorkflowTask().getState()
            == PendingWorkflowTaskState.PENDING_WORKFLOW_TASK_STATE_SCHEDULED
        && !hasBegunWork(execution, description);
  }

  /** Whether a service may work for it: a termination would leave that work to itself. */
  private boolean hasBegunWork(Execution execution, DescribeWorkflowExecutionResponse description) {
    return description.getPendingActivitiesList().stream()
            .map(activity -> activity.getActivityType().getName())
            .anyMatch(
                type -> type.endsWith(TaskWork.OF_COMPLETION) || type.endsWith(TaskWork.OF_STOP))
        || histories.hasUnseenAnswers(execution.workflowId());
  }

  private boolean terminateUnlessTaken(Execution execution, StopReason reason) {
    if (!waitsForWorker(execution)) {
      return false;
    }
    try {
      var failure = new ExecutionFailure(ExecutionStatus.ABORTED, reason.error(), reason.cause());
      stub(execution).terminate("stopped while no worker was there", failure);
      return true;
    } catch (WorkflowNotFoundException _) {
      return false;
    }
  }

  private WorkflowStub stub(Execution execution) {
    return connection.client().newUntypedWorkflowStub(execution.workflowId());
  }
}
