package dev.stateway.workflows.temporal;

import dev.stateway.workflows.maprun.MapRunOutcome;
import dev.stateway.workflows.maprun.MapRunProgress;
import dev.stateway.workflows.maprun.MapRunRequest;
import dev.stateway.workflows.runtime.ExecutionRuntime.PendingMapRun;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Map Run as a child workflow of its execution. */
final class TemporalMapRun implements PendingMapRun {
  private static final @Nullable MapRunProgress FROM_THE_BEGINNING = null;

  private final CancellationScope scope;
  private @Nullable Promise<MapRunOutcome> promise;

  TemporalMapRun(MapRunRequest request) {
    var stub =
        Workflow.newUntypedChildWorkflowStub(MapRunWorkflow.TYPE, MapRunOptions.mapRun(request));
    scope =
        Workflow.newCancellationScope(
            () -> promise = stub.executeAsync(MapRunOutcome.class, request, FROM_THE_BEGINNING));
    scope.run();
  }

  @Override
  public boolean isDone() {
    return promise().isCompleted();
  }

  @Override
  public MapRunOutcome outcome() {
    return switch (promise().getFailure()) {
      case null -> promise().get();
      case ChildWorkflowFailure failure -> MapRunErrors.outcome(failure);
      case RuntimeException defect -> throw defect;
    };
  }

  @Override
  public void cancel() {
    // Whoever cancels may not look at the outcome: without a handler the SDK warns of that.
    promise().handle((_, _) -> null);
    scope.cancel();
  }

  private Promise<MapRunOutcome> promise() {
    return Objects.requireNonNull(promise);
  }
}
