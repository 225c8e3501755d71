package dev.stateway.workflows.temporal;

import dev.stateway.workflows.runtime.TaskWork;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;
import java.util.List;

/**
 * How each step of a task runs as an activity: retries are the interpreter's, only the loss of a
 * worker is Temporal's.
 *
 * @see <a href="https://docs.temporal.io/encyclopedia/detecting-activity-failures">Detecting
 *     activity failures</a>
 */
final class ActivitySettings {
  /** A worker not heard of for so long is taken for lost. */
  static final Duration WORKER_HEARTBEAT = Duration.ofSeconds(15);

  private static final RetryOptions ON_WORKER_LOSS =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofSeconds(10))
          .build();

  private static final RetryOptions OF_NOTICES =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(2))
          .setBackoffCoefficient(3)
          .setMaximumAttempts(5)
          .build();

  private static final RetryOptions NEVER = RetryOptions.newBuilder().setMaximumAttempts(1).build();

  private ActivitySettings() {}

  static ActivityOptions of(TaskWork work) {
    var options =
        ActivityOptions.newBuilder()
            .setScheduleToCloseTimeout(work.timeout())
            .setSummary(work.request().stateName());
    return switch (work.step()) {
      case CALL, ACTIVITY, STOP ->
          options
              .setHeartbeatTimeout(WORKER_HEARTBEAT)
              .setRetryOptions(ON_WORKER_LOSS)
              .setCancellationType(ActivityCancellationType.TRY_CANCEL)
              .build();
      // What it waits for has to be stopped before the execution ends.
      case COMPLETION ->
          options
              .setHeartbeatTimeout(WORKER_HEARTBEAT)
              .setRetryOptions(ON_WORKER_LOSS)
              .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
              .build();
      case NOTICE ->
          options
              .setHeartbeatTimeout(WORKER_HEARTBEAT)
              .setRetryOptions(OF_NOTICES)
              .setCancellationType(ActivityCancellationType.TRY_CANCEL)
              .build();
      // It waits for somebody else: the only heartbeats are theirs.
      case TOKEN ->
          options
              .setHeartbeatTimeout(work.heartbeat())
              .setRetryOptions(NEVER)
              .setCancellationType(ActivityCancellationType.TRY_CANCEL)
              .build();
    };
  }

  /**
   * For work that is with whoever polls the queue of its activity; its one argument is the input.
   */
  static ActivityOptions polled(TaskWork work, String waitId) {
    return ActivityOptions.newBuilder(of(work))
        .setTaskQueue(work.request().resource())
        .setHeartbeatTimeout(work.heartbeat())
        .setRetryOptions(NEVER)
        .setContextPropagators(List.of(new WaitIdPropagator(waitId)))
        .build();
  }

  static LocalActivityOptions local(TaskWork work) {
    return LocalActivityOptions.newBuilder()
        .setScheduleToCloseTimeout(work.timeout())
        .setRetryOptions(NEVER)
        .setSummary(work.request().stateName())
        .build();
  }
}
