package dev.stateway.workflows.temporal;

import dev.stateway.workflows.maprun.ChildInput;
import dev.stateway.workflows.maprun.MapRunLimits;
import dev.stateway.workflows.maprun.MapRunRequest;
import dev.stateway.workflows.maprun.MapShardRequest;
import dev.stateway.workflows.maprun.MapShardResult;
import dev.stateway.workflows.maprun.Tally;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of a Map Run under way. What may run at a time is shared out among them: few executions
 * are in each, so that its workflow has no trouble, and what a part that comes to its end does not
 * need any more, others get.
 */
final class MapShards {
  /** How many child workflows one workflow looks after at a time without trouble. */
  private static final int STANDARD_AT_A_TIME = 40;

  /** The same for executions in one activity: more where there would be too many activities. */
  private static final int EXPRESS_AT_A_TIME = 100;

  private static final int MOST_EXPRESS_AT_A_TIME = 250;
  private static final int USUAL_EXPRESS_PARTS = 40;

  /** Parts the server is asked for at once: their requests are one message to it. */
  private static final int MOST_STARTING = 20;

  /** Executions in one part, once as many parts run as may. */
  private static final int LARGE_PART = 500;

  private final MapRunRequest request;
  private final Map<Integer, MapShard> running = new LinkedHashMap<>();
  private final int startedBefore;
  private int started;
  private long nextFile;

  /** Continues the numbers of those that ran before. */
  MapShards(MapRunRequest request, int started, long nextFile) {
    this.request = request;
    this.started = started;
    this.startedBefore = started;
    this.nextFile = nextFile;
  }

  /** How many there have been. */
  int started() {
    return started;
  }

  /** How many of them were started by this run of the Map Run. */
  int startedNow() {
    return started - startedBefore;
  }

  /** The number of the next part's first file. */
  long nextFile() {
    return nextFile;
  }

  boolean isEmpty() {
    return running.isEmpty();
  }

  /** Whether no further part may be started just now. */
  boolean isFull(MapRunLimits limits) {
    return free(limits) <= 0
        || running.values().stream().filter(MapShard::isStarting).count() >= MOST_STARTING;
  }

  private int free(MapRunLimits limits) {
    return limits.concurrency() - running.values().stream().mapToInt(MapShard::needs).sum();
  }

  /** How many executions the next part has: few at first, so that all soon have something to do. */
  int nextSize(MapRunLimits limits) {
    var atATime = atATime(limits);
    return limits.concurrency() > atATime && startedNow() * atATime < limits.concurrency()
        ? Math.min(atATime, Math.max(1, free(limits)))
        : LARGE_PART;
  }

  void start(List<ChildInput> children, MapRunLimits limits) {
    var concurrency = Math.min(free(limits), atATime(limits));
    var shard =
        new MapShardRequest(
            request.program(), request.destination(), started, nextFile, children, concurrency);
    running.put(started, new MapShard(shard));
    started++;
    nextFile += children.size();
  }

  private int atATime(MapRunLimits limits) {
    if (!request.identity().express()) {
      return STANDARD_AT_A_TIME;
    }
    var share = (limits.concurrency() + USUAL_EXPRESS_PARTS - 1) / USUAL_EXPRESS_PARTS;
    return Math.clamp(share, EXPRESS_AT_A_TIME, MOST_EXPRESS_AT_A_TIME);
  }

  /** Whether one has ended that has not been taken. */
  boolean isOneDone() {
    return running.values().stream().anyMatch(MapShard::isDone);
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
    running.values().forEach(MapShard::stop);
  }

  /** Takes what a part has told of itself. */
  void progress(int number, Tally tally) {
    var shard = running.get(number);
    if (shard != null) {
      shard.told(tally);
    }
  }

  /**
   * Shares out anew what may run: what runs goes on where it may, and what is left over goes to
   * those who have executions waiting. Activities take what is less with their next part.
   */
  void share(MapRunLimits limits) {
    if (request.identity().express()) {
      return;
    }
    var left = limits.concurrency();
    var shares = new LinkedHashMap<MapShard, Integer>();
    for (var shard : running.values()) {
      var keeps = Math.min(shard.runs(), left);
      shares.put(shard, keeps);
      left -= keeps;
    }
    for (var shard : running.values()) {
      var keeps = shares.getOrDefault(shard, 0);
      var more = Math.clamp((long) shard.couldRun(atATime(limits)) - keeps, 0, left);
      shard.concurrency(keeps + more);
      left -= more;
    }
  }

  /** How the executions of those under way stand, as far as is known. */
  Tally tally() {
    return running.values().stream().map(MapShard::tally).reduce(Tally.NONE, Tally::plus);
  }
}
