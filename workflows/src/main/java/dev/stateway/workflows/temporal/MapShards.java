package dev.stateway.workflows.temporal;

import dev.stateway.workflows.maprun.ChildInput;
import dev.stateway.workflows.maprun.Counts;
import dev.stateway.workflows.maprun.MapRunLimits;
import dev.stateway.workflows.maprun.MapRunRequest;
import dev.stateway.workflows.maprun.MapShardRequest;
import dev.stateway.workflows.maprun.MapShardResult;
import dev.stateway.workflows.maprun.Tally;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a Map Run under way: few enough executions are in each for one workflow, and enough
 * parts run at a time for all that may.
 */
final class MapShards {
  /** How many child workflows one workflow looks after at a time without trouble. */
  private static final int STANDARD_AT_A_TIME = 40;

  /** The same for executions in one activity. */
  private static final int EXPRESS_AT_A_TIME = 100;

  private static final int MOST_ACTIVITIES = 40;

  /** Executions in one part, once as many parts run as may. */
  private static final int LARGE_PART = 500;

  private final MapRunRequest request;
  private final Map<Integer, Shard> running = new LinkedHashMap<>();
  private int started;
  private int startedBefore;

  /** Continues the numbers of those that ran before. */
  MapShards(MapRunRequest request, int started) {
    this.request = request;
    this.started = started;
    this.startedBefore = started;
  }

  int started() {
    return started;
  }

  boolean isEmpty() {
    return running.isEmpty();
  }

  /** Whether as many parts run as may. */
  boolean isFull(MapRunLimits limits) {
    return running.size() >= parts(limits.concurrency());
  }

  /** How many executions the next part has: few at first, so that all soon have something to do. */
  int nextSize(MapRunLimits limits) {
    var parts = parts(limits.concurrency());
    return parts > 1 && started - startedBefore < parts
        ? atATime(limits.concurrency())
        : LARGE_PART;
  }

  void start(List<ChildInput> children, MapRunLimits limits) {
    var shard =
        new MapShardRequest(
            request.program(),
            request.destination(),
            started,
            children,
            atATime(limits.concurrency()));
    running.put(started, request.identity().express() ? express(shard) : standard(shard));
    started++;
  }

  private static Shard standard(MapShardRequest shard) {
    var stub = Workflow.newChildWorkflowStub(MapShardWorkflow.class, MapRunOptions.shard(shard));
    return new Shard(shard, () -> Async.function(stub::run, shard), stub);
  }

  private static Shard express(MapShardRequest shard) {
    var activities = MapRunOptions.expressPart(shard);
    return new Shard(shard, () -> Async.function(activities::runExpressItems, shard), null);
  }

  private int parts(int concurrency) {
    var most = request.identity().express() ? EXPRESS_AT_A_TIME : STANDARD_AT_A_TIME;
    var parts = (concurrency + most - 1) / most;
    return request.identity().express() ? Math.min(parts, MOST_ACTIVITIES) : parts;
  }

  private int atATime(int concurrency) {
    return concurrency / parts(concurrency);
  }

  /** Whether one has ended that has not been taken. */
  boolean isOneDone() {
    return running.values().stream().anyMatch(Shard::isDone);
  }

  /** Takes all that have ended: their results by their numbers. */
  Map<Integer, MapShardResult> takeDone() {
    var done = new LinkedHashMap<Integer, MapShardResult>();
    running.forEach((number, shard) -> {
      if (shard.isDone()) {
        done.put(number, shard.result());
      }
    });
    done.keySet().forEach(running::remove);
    return done;
  }

  void stop() {
    running.values().forEach(Shard::stop);
  }

  /** Takes what a part has told of itself. */
  void progress(int number, Tally tally) {
    var shard = running.get(number);
    if (shard != null) {
      shard.tally = tally;
    }
  }

  /** Lets those under way know of new limits; activities take them with their next part. */
  void update(MapRunLimits limits) {
    running.values().forEach(shard -> shard.concurrency(atATime(limits.concurrency())));
  }

  /** How the executions of those under way stand, as far as is known. */
  Tally tally() {
    return running.values().stream().map(shard -> shard.tally).reduce(Tally.NONE, Tally::plus);
  }

  private static final class Shard {
    private final CancellationScope scope;
    private final @Nullable MapShardWorkflow workflow;
    private @Nullable Promise<MapShardResult> promise;
    private Tally tally;

    private Shard(MapShardRequest request, Start start, @Nullable MapShardWorkflow workflow) {
      this.workflow = workflow;
      this.tally = atStart(request);
      scope = Workflow.newCancellationScope(() -> promise = start.start());
      scope.run();
    }

    private interface Start {
      Promise<MapShardResult> start();
    }

    /** As many run as may, until it tells more. */
    private static Tally atStart(MapShardRequest request) {
      var running = Math.min(request.concurrency(), request.children().size());
      var items = request.children().stream().mapToLong(ChildInput::items).sum();
      var runningItems =
          request.children().stream().limit(running).mapToLong(ChildInput::items).sum();
      return new Tally(
          Counts.of(request.children().size() - running, running),
          Counts.of(items - runningItems, runningItems));
    }

    private Promise<MapShardResult> promise() {
      return Objects.requireNonNull(promise);
    }

    private boolean isDone() {
      return promise().isCompleted();
    }

    private MapShardResult result() {
      return promise().get();
    }

    private void stop() {
      if (workflow == null) {
        scope.cancel();
      } else {
        signal(workflow::stop);
      }
    }

    private void concurrency(int atATime) {
      if (workflow != null) {
        signal(() -> workflow.concurrency(atATime));
      }
    }

    private static void signal(Runnable signal) {
      Async.procedure(() -> {
        try {
          signal.run();
        } catch (TemporalFailure ended) {
          Workflow.getLogger(MapShards.class).debug("a part has ended before", ended);
        }
      });
    }
  }
}
