package dev.stateway.workflows.temporal;

import dev.stateway.workflows.execution.ExecutionMessages;
import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;
import dev.stateway.workflows.inprocess.InProcessShard;
import dev.stateway.workflows.items.Items;
import dev.stateway.workflows.items.ObjectStore;
import dev.stateway.workflows.items.ResultFiles;
import dev.stateway.workflows.maprun.ChildInput;
import dev.stateway.workflows.maprun.ItemPage;
import dev.stateway.workflows.maprun.ItemSource;
import dev.stateway.workflows.maprun.MapRunFailedException;
import dev.stateway.workflows.maprun.MapRunIdentity;
import dev.stateway.workflows.maprun.MapShardRequest;
import dev.stateway.workflows.maprun.MapShardResult;
import dev.stateway.workflows.maprun.ResultChunk;
import dev.stateway.workflows.maprun.ResultDestination;
import dev.stateway.workflows.maprun.ResultFile;
import dev.stateway.workflows.maprun.ShardProgress;
import dev.stateway.workflows.maprun.Tally;
import dev.stateway.workflows.task.TaskHandler;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads, writes and runs what Map Runs ask for. */
final class MapRunActivity implements MapRunActivities {
  /** A page is the input of an activity and the result of another: well below 2 MiB. */
  private static final int PAGE_CHARACTERS = 600_000;

  private static final int PAGE_ITEMS = 1_000;

  private final TaskHandler handler;
  private final ObjectStore objects;

  MapRunActivity(TaskHandler handler, ObjectStore objects) {
    this.handler = handler;
    this.objects = objects;
  }

  @Override
  public ItemPage readItems(ItemSource source, @Nullable JsonNode position, long maxItems) {
    var size = new Items.PageSize(Math.min(maxItems, PAGE_ITEMS), PAGE_CHARACTERS);
    return alive(() -> new Items(objects).read(source, position, size));
  }

  @Override
  public List<ResultFile> writeResults(
      MapRunIdentity identity, ResultDestination destination, ResultChunk chunk) {
    return alive(() -> new ResultFiles(objects, identity, destination).write(chunk));
  }

  @Override
  public JsonNode writeManifest(
      MapRunIdentity identity, ResultDestination destination, List<ResultFile> files) {
    return alive(() -> new ResultFiles(objects, identity, destination).writeManifest(files));
  }

  @Override
  public MapShardResult runExpressItems(MapShardRequest request) {
    var context = Activity.getExecutionContext();
    var shard =
        new InProcessShard(
            request,
            handler,
            objects,
            ThreadLocalRandom.current().nextLong(),
            new ProgressReport(context, request));
    try (var _ = WorkerHeartbeat.start(context, shard::stop)) {
      return shard.run();
    }
  }

  private static <T> T alive(Supplier<T> work) {
    var heartbeat = WorkerHeartbeat.start(Activity.getExecutionContext());
    try (heartbeat) {
      return work.get();
    } catch (MapRunFailedException failed) {
      throw MapRunErrors.toFailure(failed.failure());
    } catch (CancellationException interrupted) {
      var stopped = heartbeat.stopped();
      throw stopped == null ? interrupted : stopped;
    }
  }

  @Override
  public EndedMapRun awaitMapRun(MapRunIdentity identity) {
    return alive(() -> ended().mapRun(identity));
  }

  @Override
  public List<ChildInput> readPart(MapRunIdentity identity, int shard, int redrive) {
    return alive(() -> ended().part(identity, shard, redrive));
  }

  @Override
  public RedriveStart prepareRedrive(ExecutionIdentity execution) {
    return alive(() -> ended().execution(execution, Instant.now().truncatedTo(ChronoUnit.MILLIS)));
  }

  private static EndedWorkflows ended() {
    return new EndedWorkflows(Activity.getExecutionContext().getWorkflowClient());
  }

  /** Tells the Map Run how a part stands before it has ended: the latest of what comes together. */
  private static final class ProgressReport implements Consumer<Tally> {
    private static final Duration TOGETHER = Duration.ofMillis(100);

    private final ActivityExecutionContext context;
    private final MapShardRequest request;
    private final ShardProgress progress;
    private @Nullable Tally latest;

    private ProgressReport(ActivityExecutionContext context, MapShardRequest request) {
      this.context = context;
      this.request = request;
      this.progress = new ShardProgress(request.concurrency());
    }

    @Override
    public synchronized void accept(Tally tally) {
      if (progress.isNews(tally)) {
        var isFirst = latest == null;
        latest = tally;
        if (isFirst) {
          Thread.ofVirtual().name("shard-progress").start(this::sendLatest);
        }
      } else if (tally.hasEnded()) {
        // Its result tells it all.
        latest = null;
      }
    }

    private void sendLatest() {
      try {
        Thread.sleep(TOGETHER);
      } catch (InterruptedException _) {
        return;
      }
      var tally = takeLatest();
      if (tally != null) {
        send(tally);
      }
    }

    private synchronized @Nullable Tally takeLatest() {
      var taken = latest;
      latest = null;
      return taken;
    }

    private void send(Tally tally) {
      try {
        context
            .getWorkflowClient()
            .newUntypedWorkflowStub(MapRunOptions.workflowId(request.program().identity()))
            .signal(ExecutionMessages.SHARD_PROGRESS, request.shard(), tally);
      } catch (WorkflowNotFoundException _) {
        // The Map Run has ended: it does not wait for this part any more.
      }
    }
  }
}
