package dev.stateway.workflows.temporal;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.runtime.ExecutionRuntime.PendingActivity;
import dev.stateway.workflows.runtime.ExecutionRuntime.PendingToken;
import dev.stateway.workflows.runtime.TaskOutcome;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An activity under way. */
final class TemporalTask implements PendingToken, PendingActivity {
  private final CancellationScope scope;
  private @Nullable Promise<JsonNode> promise;
  private @Nullable String token;
  private boolean isStarted;
  private @Nullable String workerName;

  /** Starts it in a scope of its own, so that it can be cancelled alone. */
  TemporalTask(Supplier<Promise<JsonNode>> start) {
    scope = Workflow.newCancellationScope(() -> promise = start.get());
    scope.run();
  }

  @Override
  public boolean isDone() {
    return promise().isCompleted();
  }

  @Override
  public TaskOutcome outcome() {
    var failure = promise().getFailure();
    return failure == null ? succeeded(promise().get()) : outcome(failure);
  }

  @Override
  public void cancel() {
    // Whoever cancels may not look at the outcome: without a handler the SDK warns of that.
    promise().handle((_, _) -> null);
    scope.cancel();
  }

  @Override
  public boolean isOpen() {
    return token != null;
  }

  @Override
  public String token() {
    if (token == null) {
      throw new IllegalStateException("the token is not open");
    }
    return token;
  }

  void opened(String itsToken) {
    token = itsToken;
  }

  @Override
  public boolean isStarted() {
    return isStarted;
  }

  @Override
  public @Nullable String workerName() {
    return workerName;
  }

  void startedBy(@Nullable String itsWorker) {
    isStarted = true;
    workerName = itsWorker;
  }

  private Promise<JsonNode> promise() {
    if (promise == null) {
      throw new IllegalStateException("the activity has not been started");
    }
    return promise;
  }

  /** A worker in another language may give nothing at all. */
  private static TaskOutcome succeeded(@Nullable JsonNode output) {
    return new TaskOutcome.Succeeded(output == null ? JsonText.MAPPER.nullNode() : output);
  }

  private static TaskOutcome outcome(RuntimeException failure) {
    var cause = failure instanceof ActivityFailure ? failure.getCause() : failure;
    return switch (cause) {
      case ApplicationFailure application -> {
        var error = TaskError.of(application);
        yield new TaskOutcome.Failed(error.error(), error.cause());
      }
      case TimeoutFailure timeout ->
          new TaskOutcome.TimedOut(timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_HEARTBEAT);
      case CanceledFailure _ -> new TaskOutcome.Cancelled();
      case null, default -> throw failure;
    };
  }
}
