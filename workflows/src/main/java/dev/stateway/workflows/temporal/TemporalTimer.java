package dev.stateway.workflows.temporal;

import dev.stateway.workflows.runtime.ExecutionRuntime.Timer;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A durable timer. */
final class TemporalTimer implements Timer {
  private final CancellationScope scope;
  private @Nullable Promise<Void> promise;

  TemporalTimer(Duration delay, String summary) {
    var options = TimerOptions.newBuilder().setSummary(summary).build();
    scope = Workflow.newCancellationScope(() -> promise = Workflow.newTimer(delay, options));
    scope.run();
  }

  @Override
  public boolean isDone() {
    return promise != null && promise.isCompleted();
  }

  @Override
  public void cancel() {
    if (promise != null) {
      // Its failure is what is wanted: without a handler the SDK warns that nobody looked at it.
      promise.handle((_, _) -> null);
    }
    scope.cancel();
  }
}
