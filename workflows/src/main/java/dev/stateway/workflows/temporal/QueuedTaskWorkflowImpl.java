package dev.stateway.workflows.temporal;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.ErrorName;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One activity on the other queue; whether it is tried again is said by the state's Retry. */
public final class QueuedTaskWorkflowImpl implements QueuedTaskWorkflow {
  @Override
  public QueuedTask.Outcome run(QueuedTask task) {
    var options =
        ActivityOptions.newBuilder()
            .setTaskQueue(task.taskQueue())
            .setScheduleToCloseTimeout(task.timeout())
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setSummary(task.input().state());
    if (task.heartbeat() != null) {
      options.setHeartbeatTimeout(task.heartbeat());
    }
    var activity = Workflow.newUntypedActivityStub(options.build());
    try {
      return succeeded(activity.execute(task.activity(), JsonNode.class, task.input()));
    } catch (ActivityFailure e) {
      return switch (e.getCause()) {
        case ApplicationFailure failure -> {
          var error = TaskError.of(failure);
          yield new QueuedTask.Outcome(null, error.error(), error.cause());
        }
        case TimeoutFailure timeout -> new QueuedTask.Outcome(null, timeoutError(timeout), null);
        case null, default -> throw e;
      };
    }
  }

  /** A worker in another language may give nothing at all. */
  private static QueuedTask.Outcome succeeded(@Nullable JsonNode result) {
    return new QueuedTask.Outcome(result == null ? JsonText.MAPPER.nullNode() : result, null, null);
  }

  private static String timeoutError(TimeoutFailure timeout) {
    return timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_HEARTBEAT
        ? ErrorName.HEARTBEAT_TIMEOUT
        : ErrorName.TIMEOUT;
  }
}
