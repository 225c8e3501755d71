package dev.stateway.workflows.temporal;

import dev.stateway.translator.expression.Expression;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.maprun.ChildResults;
import dev.stateway.workflows.maprun.ItemInputs;
import dev.stateway.workflows.maprun.MapRunFailedException;
import dev.stateway.workflows.maprun.MapRunFailure;
import dev.stateway.workflows.maprun.MapRunLimits;
import dev.stateway.workflows.maprun.MapRunLimits.MapRunLimitsChange;
import dev.stateway.workflows.maprun.MapRunOutcome;
import dev.stateway.workflows.maprun.MapRunProgress;
import dev.stateway.workflows.maprun.MapRunRequest;
import dev.stateway.workflows.maprun.MapRunResults;
import dev.stateway.workflows.maprun.MapRunView;
import dev.stateway.workflows.maprun.Tally;
import dev.stateway.workflows.maprun.UnfinishedPart;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Leads a Map Run: gives parts out, takes their results, and knows when to end. */
final class MapRunCoordinator {
  /** It goes on in a new run before replaying its history would take long. */
  private static final long LONG_HISTORY_BYTES = 10_000_000;

  private static final long LONG_HISTORY_EVENTS = 15_000;

  private final MapRunRequest request;
  private final MapRunActivities activities = MapRunOptions.activities("items and results");
  private final MapRunProgress before;
  private final MapShards shards;
  private final MapRunSupply supply;
  private final MapRunResults results;
  private final List<UnfinishedPart> unfinished;
  private Tally finished;
  private MapRunLimits limits;
  private boolean cancelled;
  private @Nullable MapRunFailure failure;
  private @Nullable MapRunOutcome outcome;
  private @Nullable Instant stopDate;

  MapRunCoordinator(MapRunRequest request, @Nullable Expression selector, MapRunProgress before) {
    this.request = request;
    this.before = before;
    this.shards = new MapShards(request, before.shards(), before.nextFile());
    var inputs = new ItemInputs(request, selector, new TemporalEntropy(), before.inputs());
    this.supply = new MapRunSupply(request, activities, inputs, before);
    this.results = new MapRunResults(before.shown(), before.files());
    this.unfinished = new ArrayList<>(before.unfinished());
    this.finished = before.finished();
    this.limits = before.limits();
  }

  static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  /** Runs it to its end, or until its history is long: then there is progress to go on from. */
  Optional<MapRunProgress> run() {
    try {
      while (!isEnding() && !supply.isEmpty() && !isRunFull()) {
        step();
      }
    } catch (MapRunFailedException failed) {
      fail(failed.failure());
    }
    drain();
    if (!isEnding() && !supply.isEmpty()) {
      return Optional.of(progress());
    }
    outcome = end();
    stopDate = now();
    return Optional.empty();
  }

  private boolean isEnding() {
    return failure != null || cancelled || isThresholdExceeded();
  }

  private boolean isRunFull() {
    var limitsOfRun = request.runLimits();
    return Workflow.getInfo().getHistorySize() > LONG_HISTORY_BYTES
        || Workflow.getInfo().getHistoryLength() > LONG_HISTORY_EVENTS
        || (limitsOfRun != null && shards.startedNow() >= limitsOfRun.recordedEvents());
  }

  private void step() {
    if (shards.isFull(limits)) {
      Workflow.await(() -> isEnding() || shards.isOneDone() || !shards.isFull(limits));
    } else if (supply.mustRead(shards.nextSize(limits))) {
      supply.read();
    } else {
      shards.start(supply.take(shards.nextSize(limits)), limits);
    }
    absorb();
  }

  /** Waits for the parts under way; when the Map Run is ending, they are stopped. */
  private void drain() {
    var stopped = false;
    while (!shards.isEmpty()) {
      if (isEnding() && !stopped) {
        shards.stop();
        stopped = true;
      }
      var isStopped = stopped;
      Workflow.await(() -> shards.isOneDone() || (isEnding() && !isStopped));
      absorb();
    }
  }

  private void absorb() {
    var done = shards.takeDone();
    if (!done.isEmpty()) {
      shards.share(limits);
    }
    done.forEach((number, result) -> {
      finished = finished.plus(result.tally());
      results.add(result.shown(), result.files());
      result.unfinished(number).ifPresent(unfinished::add);
      if (result.failure() != null) {
        fail(result.failure());
      }
    });
  }

  private void fail(MapRunFailure why) {
    if (failure == null) {
      failure = why;
    }
  }

  private boolean isThresholdExceeded() {
    return limits.isExceeded(finished.plus(shards.tally()).failedItems(), supply.items());
  }

  private MapRunOutcome end() {
    if (isThresholdExceeded()) {
      fail(MapRunFailure.THRESHOLD);
    }
    JsonNode manifest = null;
    if (request.destination().writesFiles()
        && (failure == null || failure.equals(MapRunFailure.THRESHOLD))) {
      try {
        manifest = writeRest();
      } catch (MapRunFailedException failed) {
        failure = failed.failure();
      }
    }
    if (failure != null) {
      return MapRunOutcome.failed(failure);
    }
    if (cancelled) {
      return MapRunOutcome.ABORTED;
    }
    if (manifest != null) {
      return MapRunOutcome.succeeded(manifest);
    }
    var shown = results.shown();
    return shown == null
        ? MapRunOutcome.failed(MapRunFailure.dataLimit(request.stateName()))
        : MapRunOutcome.succeeded(ChildResults.stateResult(shown, request.destination()));
  }

  /** Writes what no part has written: those that were given to none, and the manifest. */
  private JsonNode writeRest() {
    var rest =
        new ChildResults(
            request.identity(),
            request.destination(),
            shards.nextFile(),
            MapRunSupply.PART_CHARACTERS,
            chunk ->
                MapRunErrors.calling(
                    () -> activities.writeResults(request.identity(), request.destination(), chunk),
                    MapRunFailure::writer));
    rest.finish(supply.ready());
    results.addFiles(rest.files());
    return MapRunErrors.calling(
        () -> activities.writeManifest(request.identity(), request.destination(), results.files()),
        MapRunFailure::writer);
  }

  /** How far it has come; only while no part is under way. */
  MapRunProgress progress() {
    return new MapRunProgress(
        supply.position(),
        supply.items() != null,
        supply.taken(),
        supply.inputs(),
        supply.ready(),
        supply.toRepeat(),
        List.copyOf(unfinished),
        shards.started(),
        shards.nextFile() + (outcome == null ? 0 : supply.ready().size()),
        finished,
        results.shown(),
        results.files(),
        limits,
        before.startDate(),
        before.redriveCount(),
        before.redriveDate());
  }

  // --- from outside

  void cancel() {
    cancelled = true;
  }

  void update(MapRunLimitsChange change) {
    limits = limits.with(change);
    shards.share(limits);
  }

  void progress(int shard, Tally tally) {
    shards.progress(shard, tally);
    shards.share(limits);
  }

  MapRunOutcome outcome() {
    if (outcome == null) {
      throw new IllegalStateException("the Map Run has not ended");
    }
    return outcome;
  }

  MapRunView view() {
    return new MapRunView(
        request.identity().mapRunArn(),
        request.identity().executionArn(),
        outcome == null ? ExecutionStatus.RUNNING : outcome.status(),
        before.startDate(),
        stopDate,
        limits,
        finished.plus(shards.tally()).plus(supply.tally()),
        before.redriveCount(),
        before.redriveDate());
  }
}
