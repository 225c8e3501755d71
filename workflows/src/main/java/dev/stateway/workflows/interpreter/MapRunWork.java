package dev.stateway.workflows.interpreter;

import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.model.MapState;
import dev.stateway.workflows.checkpoint.Progress;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.maprun.MapRunFailure;
import dev.stateway.workflows.maprun.MapRunIdentity;
import dev.stateway.workflows.maprun.MapRunOutcome;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Waiting for a Map Run: it stays with its run of the execution, but a redrive finds it again.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/redrive-map-run.html">Redriving
 *     Map Runs</a>
 */
final class MapRunWork implements Work {
  private static final int SEMANTICS = 4;

  private final Execution execution;
  private final MapRunIdentity identity;
  private final int redriveCount;
  private boolean isRunning;
  private @Nullable MapRunOutcome outcome;

  /** That of a Map Run that has been redriven so often, or is to be. */
  MapRunWork(Execution execution, MapRunIdentity identity, int redriveCount) {
    this.execution = execution;
    this.identity = identity;
    this.redriveCount = redriveCount;
  }

  /** That of one to be redriven. */
  static MapRunWork restore(MapState state, Execution execution, Progress.MapRunToRedrive data) {
    var id = data.mapRunArn().substring(data.mapRunArn().lastIndexOf(':') + 1);
    var distribution = Objects.requireNonNull(state.distribution());
    var identity = DistributedMapExecutor.identity(distribution, execution, id);
    return new MapRunWork(execution, identity, data.redriveCount());
  }

  MapRunIdentity identity() {
    return identity;
  }

  int redriveCount() {
    return redriveCount;
  }

  void begun() {
    isRunning = true;
  }

  void ended(MapRunOutcome itsOutcome) {
    isRunning = false;
    outcome = itsOutcome;
  }

  boolean isRunning() {
    return isRunning;
  }

  @Override
  public boolean holds() {
    return false;
  }

  @Override
  public Progress progress() {
    throw new IllegalStateException("it does not hold");
  }

  @Override
  public Progress toRedrive() {
    return execution.hasSemantics(SEMANTICS) && isRedrivable()
        ? new Progress.MapRunToRedrive(identity.mapRunArn(), redriveCount + 1)
        : new Progress.ToBegin();
  }

  /** What failed for its data, or went on to fail after the Map Run, begins a new one. */
  private boolean isRedrivable() {
    if (outcome == null) {
      return true;
    }
    var failure = outcome.failure();
    return failure == null
        ? outcome.status() != ExecutionStatus.SUCCEEDED
        : failure.kind() == MapRunFailure.Kind.RUN
            && !ErrorName.DATA_LIMIT_EXCEEDED.equals(failure.error());
  }
}
