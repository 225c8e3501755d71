package dev.stateway.workflows.temporal;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.expression.Expression;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.maprun.ChildInput;
import dev.stateway.workflows.maprun.ChildResults;
import dev.stateway.workflows.maprun.ItemInputs;
import dev.stateway.workflows.maprun.ItemPage;
import dev.stateway.workflows.maprun.MapRunFailedException;
import dev.stateway.workflows.maprun.MapRunFailure;
import dev.stateway.workflows.maprun.MapRunLimits;
import dev.stateway.workflows.maprun.MapRunLimits.MapRunLimitsChange;
import dev.stateway.workflows.maprun.MapRunOutcome;
import dev.stateway.workflows.maprun.MapRunProgress;
import dev.stateway.workflows.maprun.MapRunRequest;
import dev.stateway.workflows.maprun.MapRunResults;
import dev.stateway.workflows.maprun.MapRunView;
import dev.stateway.workflows.maprun.StateItems;
import dev.stateway.workflows.maprun.Tally;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Leads a Map Run: reads pages, gives parts out, takes their results, and knows when to end. */
final class MapRunCoordinator {
  /** Inputs of one part, in characters: below 2 MiB together with what goes with them. */
  private static final int PART_CHARACTERS = 700_000;

  /** It goes on in a new run before replaying its history would take long. */
  private static final long LONG_HISTORY_BYTES = 10_000_000;

  private static final long LONG_HISTORY_EVENTS = 15_000;

  private final MapRunRequest request;
  private final MapRunActivities activities = MapRunOptions.activities("items and results");
  private final MapShards shards;
  private final ItemInputs inputs;
  private final Instant startDate;
  private final List<ChildInput> ready;
  private final MapRunResults results;
  private @Nullable JsonNode position;
  private boolean allRead;
  private long taken;
  private Tally finished;
  private MapRunLimits limits;
  private boolean cancelled;
  private @Nullable MapRunFailure failure;
  private @Nullable MapRunOutcome outcome;
  private @Nullable Instant stopDate;

  MapRunCoordinator(MapRunRequest request, @Nullable Expression selector, MapRunProgress progress) {
    this.request = request;
    this.shards = new MapShards(request, progress.shards());
    this.inputs = new ItemInputs(request, selector, new TemporalEntropy(), progress.inputs());
    this.startDate = progress.startDate();
    this.ready = new ArrayList<>(progress.ready());
    this.results = new MapRunResults(progress.outputs(), progress.files());
    this.position = progress.position();
    this.allRead = progress.allRead();
    this.taken = progress.taken();
    this.finished = progress.finished();
    this.limits = progress.limits();
  }

  /** The beginning. */
  static MapRunProgress beginning(MapRunRequest request) {
    return new MapRunProgress(
        null,
        false,
        0,
        ItemInputs.State.START,
        List.of(),
        0,
        Tally.NONE,
        JsonText.MAPPER.createArrayNode(),
        List.of(),
        request.limits(),
        now());
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  /** Runs it to its end, or until its history is long: then there is progress to go on from. */
  Optional<MapRunProgress> run() {
    try {
      while (!isEnding() && !isAllStarted() && !isHistoryLong()) {
        step();
      }
    } catch (MapRunFailedException failed) {
      fail(failed.failure());
    }
    drain();
    if (!isEnding() && !isAllStarted()) {
      return Optional.of(progress());
    }
    outcome = end();
    stopDate = now();
    return Optional.empty();
  }

  private boolean isAllStarted() {
    return allRead && ready.isEmpty();
  }

  private boolean isEnding() {
    return failure != null || cancelled || isThresholdExceeded();
  }

  private static boolean isHistoryLong() {
    return Workflow.getInfo().getHistorySize() > LONG_HISTORY_BYTES
        || Workflow.getInfo().getHistoryLength() > LONG_HISTORY_EVENTS;
  }

  private void step() {
    if (shards.isFull(limits)) {
      Workflow.await(() -> isEnding() || shards.isOneDone() || !shards.isFull(limits));
    } else if (ready.size() < shards.nextSize(limits) && !allRead) {
      readPage();
    } else {
      shards.start(nextPart(), limits);
    }
    absorb();
  }

  private void readPage() {
    var page = page();
    taken += page.items().size();
    position = page.next();
    var last = position == null || (request.maxItems() > 0 && taken >= request.maxItems());
    ready.addAll(inputs.add(page.items(), last));
    allRead = last;
  }

  private ItemPage page() {
    var source = request.source();
    if (source == null) {
      return new ItemPage(StateItems.of(request), null);
    }
    var most = request.maxItems() == 0 ? Long.MAX_VALUE : request.maxItems() - taken;
    return MapRunErrors.calling(
        () -> activities.readItems(source, position, most), MapRunFailure::reader);
  }

  private List<ChildInput> nextPart() {
    var part = new ArrayList<ChildInput>();
    var characters = 0;
    var most = shards.nextSize(limits);
    for (var child : ready) {
      if (part.size() >= most || characters > PART_CHARACTERS) {
        break;
      }
      part.add(child);
      characters += JsonText.write(child.input()).length();
    }
    ready.subList(0, part.size()).clear();
    return part;
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
    shards
        .takeDone()
        .forEach((number, result) -> {
          finished = finished.plus(result.tally());
          results.add(number, result);
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

  private Tally known() {
    return finished.plus(shards.tally());
  }

  private boolean isThresholdExceeded() {
    Long total = allRead ? Long.valueOf(taken) : null;
    return limits.isExceeded(known().failedItems(), total);
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
    var outputs = results.outputs();
    if (manifest != null) {
      return MapRunOutcome.succeeded(manifest);
    }
    return outputs == null
        ? MapRunOutcome.failed(MapRunFailure.dataLimit(request.stateName()))
        : MapRunOutcome.succeeded(ChildResults.stateResult(outputs, request.destination()));
  }

  /** Writes what no part has written: those that were given to none, and the manifest. */
  private JsonNode writeRest() {
    if (!ready.isEmpty()) {
      var rest =
          new ChildResults(
              request.identity(),
              request.destination(),
              ready.getFirst().index(),
              PART_CHARACTERS,
              chunk ->
                  MapRunErrors.calling(
                      () ->
                          activities.writeResults(request.identity(), request.destination(), chunk),
                      MapRunFailure::writer));
      rest.finish(ready);
      results.addFiles(rest.files());
    }
    return MapRunErrors.calling(
        () -> activities.writeManifest(request.identity(), request.destination(), results.files()),
        MapRunFailure::writer);
  }

  private MapRunProgress progress() {
    return new MapRunProgress(
        position,
        allRead,
        taken,
        inputs.state(),
        List.copyOf(ready),
        shards.started(),
        finished,
        results.outputs(),
        results.files(),
        limits,
        startDate);
  }

  // --- from outside

  void cancel() {
    cancelled = true;
  }

  void update(MapRunLimitsChange change) {
    limits = limits.with(change);
    shards.update(limits);
  }

  void progress(int shard, Tally tally) {
    shards.progress(shard, tally);
  }

  MapRunOutcome outcome() {
    if (outcome == null) {
      throw new IllegalStateException("the Map Run has not ended");
    }
    return outcome;
  }

  MapRunView view() {
    var tally = known();
    for (var child : ready) {
      tally = tally.expecting(child);
    }
    return new MapRunView(
        request.identity().mapRunArn(),
        request.identity().executionArn(),
        outcome == null ? ExecutionStatus.RUNNING : outcome.status(),
        startDate,
        stopDate,
        limits,
        tally);
  }
}
