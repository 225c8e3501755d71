package dev.stateway.workflows.temporal;

import dev.stateway.workflows.maprun.ChildInput;
import dev.stateway.workflows.maprun.MapRunFailure;
import dev.stateway.workflows.maprun.MapShardRequest;
import dev.stateway.workflows.maprun.MapShardResult;
import dev.stateway.workflows.maprun.PendingChild;
import dev.stateway.workflows.maprun.ResultChunk;
import dev.stateway.workflows.maprun.ResultFile;
import dev.stateway.workflows.maprun.ShardRun;
import dev.stateway.workflows.maprun.Tally;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs a part of a Map Run as child workflows. */
public final class MapShardWorkflowImpl implements MapShardWorkflow {
  /** Results are the input of an activity: well below 2 MiB. */
  private static final int CHUNK_BYTES = 1_000_000;

  /** How many executions end before the Map Run is told. */
  private static final int PROGRESS_STEP = 100;

  private final MapRunActivities activities = MapRunOptions.activities("results");
  private @Nullable ShardRun run;
  private boolean stopped;
  private Tally told = Tally.NONE;

  @Override
  public MapShardResult run(MapShardRequest request) {
    var shard =
        new ShardRun(
            request,
            child -> start(request, child),
            condition -> Workflow.await(condition::getAsBoolean),
            chunk -> write(request, chunk),
            CHUNK_BYTES,
            tally -> tell(request, tally));
    run = shard;
    if (stopped) {
      shard.stop();
    }
    CancellationScope.current()
        .getCancellationRequest()
        .thenApply(reason -> {
          shard.stop();
          return reason;
        });
    var results = new ArrayList<MapShardResult>(1);
    // Detached: what was started is stopped one by one, and what has ended is written.
    Workflow.newDetachedCancellationScope(() -> results.add(shard.run())).run();
    return results.getFirst();
  }

  @Override
  public void stop() {
    stopped = true;
    if (run != null) {
      run.stop();
    }
  }

  @Override
  public void concurrency(int atATime) {
    if (run != null) {
      run.concurrency(atATime);
    }
  }

  private static PendingChild start(MapShardRequest request, ChildInput child) {
    return new TemporalChild(request.program(), child);
  }

  private List<ResultFile> write(MapShardRequest request, ResultChunk chunk) {
    return MapRunErrors.calling(
        () -> activities.writeResults(request.program().identity(), request.destination(), chunk),
        MapRunFailure::writer);
  }

  private void tell(MapShardRequest request, Tally tally) {
    var ended = tally.executions().succeeded() - told.executions().succeeded();
    // At the end the result tells it all.
    if (tally.hasEnded() || (tally.failedItems() == told.failedItems() && ended < PROGRESS_STEP)) {
      return;
    }
    told = tally;
    var parent = Objects.requireNonNull(Workflow.getInfo().getParentWorkflowId().orElse(null));
    var mapRun = Workflow.newExternalWorkflowStub(MapRunWorkflow.class, parent);
    Async.procedure(() -> {
      try {
        mapRun.shardProgress(request.shard(), tally);
      } catch (TemporalFailure gone) {
        // It gets the same, and more, when this part has ended.
        Workflow.getLogger(MapShardWorkflowImpl.class).debug("progress was not told", gone);
      }
    });
  }
}
