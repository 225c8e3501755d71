package dev.stateway.workflows.temporal;

import dev.stateway.workflows.maprun.MapRunFailure;
import dev.stateway.workflows.maprun.MapRunIdentity;
import dev.stateway.workflows.maprun.MapRunOutcome;
import dev.stateway.workflows.maprun.MapRunProgress;
import dev.stateway.workflows.maprun.MapRunRequest;
import dev.stateway.workflows.runtime.ExecutionRuntime.PendingMapRun;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A Map Run as a child workflow of its execution. */
final class TemporalMapRun implements PendingMapRun {
  private final CancellationScope scope;
  private @Nullable Promise<MapRunOutcome> promise;

  private TemporalMapRun(Supplier<Promise<MapRunOutcome>> start) {
    scope = Workflow.newCancellationScope(() -> promise = start.get());
    scope.run();
  }

  /** A new one. */
  static TemporalMapRun start(MapRunRequest request) {
    return new TemporalMapRun(() -> start(request, null));
  }

  /** One that has ended, or is about to, once more: its workflow begins with what is left to do. */
  static TemporalMapRun redrive(MapRunIdentity identity, int redriveCount) {
    var activities = MapRunOptions.activities(identity.label());
    return new TemporalMapRun(() ->
        Async.function(() -> {
          var ended = activities.awaitMapRun(identity);
          var now = MapRunCoordinator.now();
          return start(ended.request(), ended.progress().redriven(redriveCount, now)).get();
        }));
  }

  private static Promise<MapRunOutcome> start(
      MapRunRequest request, @Nullable MapRunProgress progress) {
    return Workflow.newUntypedChildWorkflowStub(
            MapRunWorkflow.TYPE, MapRunOptions.mapRun(request, progress))
        .executeAsync(MapRunOutcome.class, request, progress);
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
      case ActivityFailure failure -> notRedriven(failure);
      case CanceledFailure _ -> MapRunOutcome.ABORTED;
      case RuntimeException defect -> throw defect;
    };
  }

  private static MapRunOutcome notRedriven(ActivityFailure failure) {
    return failure.getCause() instanceof CanceledFailure
        ? MapRunOutcome.ABORTED
        : MapRunOutcome.failed(
            MapRunErrors.of(failure)
                .orElseGet(() -> MapRunFailure.notRedrivable(failure.getMessage())));
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
