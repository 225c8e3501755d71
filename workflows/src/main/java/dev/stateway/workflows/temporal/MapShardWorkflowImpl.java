package dev.stateway.workflows.temporal;

import dev.stateway.workflows.maprun.ChildInput;
import dev.stateway.workflows.maprun.MapRunFailure;
import dev.stateway.workflows.maprun.MapShardRequest;
import dev.stateway.workflows.maprun.MapShardResult;
import dev.stateway.workflows.maprun.PendingChild;
import dev.stateway.workflows.maprun.ResultChunk;
import dev.stateway.workflows.maprun.ResultFile;
import dev.stateway.workflows.maprun.ShardProgress;
import dev.stateway.workflows.maprun.ShardRun;
import dev.stateway.workflows.maprun.Tally;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs a part of a Map Run: as child workflows, or in an activity. */
public final class MapShardWorkflowImpl implements MapShardWorkflow {
  /** Results are the input of an activity: well below 2 MiB. */
  private static final int CHUNK_BYTES = 1_000_000;

  private final MapRunActivities activities = MapRunOptions.activities("results");
  private @Nullable ShardRun run;
  private @Nullable CancellationScope express;
  private boolean stopped;

  @Override
  public MapShardResult run(MapShardRequest request) {
    CancellationScope.current()
        .getCancellationRequest()
        .thenApply(reason -> {
          stop();
          return reason;
        });
    var results = new ArrayList<MapShardResult>(1);
    // Detached: what was started is stopped one by one, and what has ended is written.
    Workflow.newDetachedCancellationScope(() ->
            results.add(
                request.program().identity().express() ? express(request) : standard(request)))
        .run();
    return results.getFirst();
  }

  private MapShardResult standard(MapShardRequest request) {
    var progress = new ShardProgress(request.concurrency());
    var shard =
        new ShardRun(
            request,
            child -> start(request, child),
            condition -> Workflow.await(condition::getAsBoolean),
            chunk -> write(request, chunk),
            CHUNK_BYTES,
            tally -> tell(request, progress, tally));
    run = shard;
    if (stopped) {
      shard.stop();
    }
    return shard.run();
  }

  private MapShardResult express(MapShardRequest request) {
    var stub = MapRunOptions.expressPart(request);
    var promise = new ArrayList<Promise<MapShardResult>>(1);
    var scope =
        Workflow.newCancellationScope(
            () -> promise.add(Async.function(stub::runExpressItems, request)));
    express = scope;
    scope.run();
    if (stopped) {
      scope.cancel();
    }
    return promise.getFirst().get();
  }

  @Override
  public void stop() {
    stopped = true;
    if (run != null) {
      run.stop();
    }
    if (express != null) {
      express.cancel();
    }
  }

  @Override
  public void concurrency(int atATime) {
    if (run != null) {
      run.concurrency(atATime);
    }
  }

  private PendingChild start(MapShardRequest request, ChildInput child) {
    return new TemporalChild(activities, request.program(), child);
  }

  private List<ResultFile> write(MapShardRequest request, ResultChunk chunk) {
    return MapRunErrors.calling(
        () -> activities.writeResults(request.program().identity(), request.destination(), chunk),
        MapRunFailure::writer);
  }

  private static void tell(MapShardRequest request, ShardProgress progress, Tally tally) {
    if (!progress.isNews(tally)) {
      return;
    }
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
