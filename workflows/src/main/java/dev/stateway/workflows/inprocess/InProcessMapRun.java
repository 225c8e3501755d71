package dev.stateway.workflows.inprocess;

import dev.stateway.translator.TranslationResult;
import dev.stateway.translator.Translator;
import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.model.MachineType;
import dev.stateway.translator.model.StateMachine;
import dev.stateway.workflows.items.Items;
import dev.stateway.workflows.items.ResultFiles;
import dev.stateway.workflows.maprun.ChildInput;
import dev.stateway.workflows.maprun.ChildLoop;
import dev.stateway.workflows.maprun.ChildResult;
import dev.stateway.workflows.maprun.ChildResults;
import dev.stateway.workflows.maprun.ItemInputs;
import dev.stateway.workflows.maprun.ItemPage;
import dev.stateway.workflows.maprun.MapRunFailedException;
import dev.stateway.workflows.maprun.MapRunFailure;
import dev.stateway.workflows.maprun.MapRunOutcome;
import dev.stateway.workflows.maprun.MapRunProgress;
import dev.stateway.workflows.maprun.MapRunRequest;
import dev.stateway.workflows.maprun.MapRunResults;
import dev.stateway.workflows.maprun.MapStates;
import dev.stateway.workflows.maprun.PendingChild;
import dev.stateway.workflows.maprun.StateItems;
import dev.stateway.workflows.runtime.ExecutionRuntime.PendingMapRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A Map Run in this process: one thread of the execution reads items, another runs executions. */
final class InProcessMapRun implements PendingMapRun, ChildLoop.Port {
  private static final int CHUNK_CHARACTERS = 16_000_000;
  private static final Items.PageSize PAGE = new Items.PageSize(500, 1_000_000);

  private final InProcessRuntime runtime;
  private final MapRunRequest request;
  private final MapRunProgress before;
  private final ChildLoop loop;
  private final ChildResults results;
  private final ResultFiles files;
  private final ItemInputs inputs;
  private final StateMachine machine;
  private final Map<Long, InProcessChild> children;
  private final List<ChildInput> unsuccessful = new ArrayList<>();
  private @Nullable JsonNode position;
  private long taken;
  private boolean allRead;
  private boolean cancelled;
  private @Nullable MapRunFailure failure;
  private @Nullable MapRunOutcome outcome;

  InProcessMapRun(InProcessRuntime runtime, MapRunRequest request) {
    this(
        runtime,
        request,
        MapRunProgress.beginning(request.limits(), runtime.entropy().now()),
        Map.of());
  }

  /** One that goes on from there; what it runs again are these. */
  private InProcessMapRun(
      InProcessRuntime runtime,
      MapRunRequest request,
      MapRunProgress before,
      Map<Long, InProcessChild> children) {
    this.runtime = runtime;
    this.request = request;
    this.before = before;
    this.children = new HashMap<>(children);
    this.position = before.position();
    this.taken = before.taken();
    this.allRead = before.allRead();
    this.loop = new ChildLoop(this, request.limits().concurrency());
    this.files = new ResultFiles(runtime.objects(), request.identity(), request.destination());
    this.results =
        new ChildResults(
            request.identity(),
            request.destination(),
            before.nextFile(),
            CHUNK_CHARACTERS,
            chunk -> runtime.background(() -> files.write(chunk)));
    this.machine = InProcessChild.machine(request.program());
    this.inputs = new ItemInputs(request, selector(request), runtime.entropy(), before.inputs());
  }

  /** The same, once it has ended without success, once more for what did not end well. */
  InProcessMapRun redriven(int redriveCount) {
    var ready = new ArrayList<ChildInput>();
    unsuccessful.forEach(child -> ready.add(child.redrivenBy(redriveCount)));
    ready.addAll(loop.neverStarted());
    var tally = loop.tally().executions();
    var all = allResults();
    var progress =
        new MapRunProgress(
            position,
            allRead,
            taken,
            inputs.state(),
            ready,
            List.of(),
            List.of(),
            before.shards() + (tally.total() > tally.pending() ? 1 : 0),
            before.nextFile() + tally.total(),
            loop.tally(),
            all.shown(),
            all.files(),
            before.limits(),
            before.startDate(),
            before.redriveCount(),
            before.redriveDate());
    return new InProcessMapRun(
        runtime, request, progress.redriven(redriveCount, runtime.entropy().now()), children);
  }

  private MapRunResults allResults() {
    var all = new MapRunResults(before.shown(), before.files());
    all.add(results.shown(), results.files());
    return all;
  }

  private static @Nullable Expression selector(MapRunRequest request) {
    var selection = request.selection();
    if (selection == null) {
      return null;
    }
    return switch (Translator.translate(selection.definition(), MachineType.STANDARD)) {
      case TranslationResult.Translated(var machine, _) ->
          MapStates.selector(machine, request.stateName()).orElseThrow();
      case TranslationResult.Rejected(var problems) ->
          throw new IllegalStateException("the definition is running: " + problems);
    };
  }

  /** Begins it, in the turn of the thread that asked for it. */
  void begin() {
    loop.add(before.ready());
    runtime.fork(() -> guarded(this::read));
    runtime.fork(this::run);
  }

  private void read() {
    while (!allRead) {
      runtime.await(() -> !loop.hasWaiting() || isEnding());
      if (isEnding()) {
        return;
      }
      var page = page();
      taken += page.items().size();
      position = page.next();
      var last = position == null || (request.maxItems() > 0 && taken >= request.maxItems());
      loop.add(inputs.add(page.items(), last));
      allRead = last;
    }
    loop.close();
    checkThreshold();
  }

  private ItemPage page() {
    var source = request.source();
    var most = request.maxItems() == 0 ? PAGE.items() : request.maxItems() - taken;
    var size = new Items.PageSize(Math.min(PAGE.items(), most), PAGE.characters());
    if (source == null) {
      return StateItems.page(request, position, size.items());
    }
    return runtime.background(() -> new Items(runtime.objects()).read(source, position, size));
  }

  private void run() {
    guarded(loop::run);
    // What still runs when a result cannot be written is stopped.
    guarded(loop::run);
    guarded(() -> results.finish(loop.neverStarted()));
    outcome = end();
  }

  private MapRunOutcome end() {
    JsonNode manifest = null;
    if (request.destination().writesFiles() && !isReadingFailed()) {
      try {
        manifest = runtime.background(() -> files.writeManifest(allResults().files()));
      } catch (MapRunFailedException failed) {
        fail(failed.failure());
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
    var shown = allResults().shown();
    return shown == null
        ? MapRunOutcome.failed(MapRunFailure.dataLimit(request.stateName()))
        : MapRunOutcome.succeeded(ChildResults.stateResult(shown, request.destination()));
  }

  private boolean isReadingFailed() {
    return failure != null && !failure.equals(MapRunFailure.THRESHOLD);
  }

  private boolean isEnding() {
    return failure != null || cancelled;
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (MapRunFailedException failed) {
      fail(failed.failure());
    }
  }

  private void fail(MapRunFailure why) {
    if (failure == null) {
      failure = why;
    }
    loop.stop();
  }

  private void checkThreshold() {
    Long total = allRead ? Long.valueOf(taken) : null;
    if (request.limits().isExceeded(loop.tally().failedItems(), total)) {
      fail(MapRunFailure.THRESHOLD);
    }
  }

  // --- what the loop needs

  @Override
  public PendingChild start(ChildInput child) {
    var failed = children.get(child.index());
    var again =
        failed == null || child.redrive() == null || request.identity().express()
            ? InProcessChild.begin(runtime, machine, request.program(), child)
            : failed.redrive(machine, child);
    children.put(child.index(), again);
    return again;
  }

  @Override
  public void await(BooleanSupplier condition) {
    runtime.await(condition);
  }

  @Override
  public void ended(ChildResult result) {
    results.add(result);
    if (result.output() == null) {
      unsuccessful.add(result.child());
    } else {
      children.remove(result.child().index());
    }
  }

  @Override
  public void settled() {
    if (!isEnding()) {
      checkThreshold();
    }
  }

  // --- what the execution sees

  @Override
  public boolean isDone() {
    return outcome != null;
  }

  @Override
  public MapRunOutcome outcome() {
    if (outcome == null) {
      throw new IllegalStateException("the Map Run has not ended");
    }
    return outcome;
  }

  @Override
  public void cancel() {
    cancelled = true;
    loop.stop();
  }
}
