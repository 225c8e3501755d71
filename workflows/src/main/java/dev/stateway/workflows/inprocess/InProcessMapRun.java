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
import dev.stateway.workflows.maprun.MapRunRequest;
import dev.stateway.workflows.maprun.MapStates;
import dev.stateway.workflows.maprun.PendingChild;
import dev.stateway.workflows.maprun.StateItems;
import dev.stateway.workflows.runtime.ExecutionRuntime.PendingMapRun;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A Map Run in this process: one thread of the execution reads items, another runs executions. */
final class InProcessMapRun implements PendingMapRun, ChildLoop.Port {
  private static final int CHUNK_CHARACTERS = 16_000_000;
  private static final Items.PageSize PAGE = new Items.PageSize(500, 1_000_000);

  private final InProcessRuntime runtime;
  private final MapRunRequest request;
  private final ChildLoop loop;
  private final ChildResults results;
  private final ResultFiles files;
  private final ItemInputs inputs;
  private final StateMachine machine;
  private boolean allRead;
  private boolean cancelled;
  private @Nullable MapRunFailure failure;
  private @Nullable MapRunOutcome outcome;

  InProcessMapRun(InProcessRuntime runtime, MapRunRequest request) {
    this.runtime = runtime;
    this.request = request;
    this.loop = new ChildLoop(this, request.limits().concurrency());
    this.files = new ResultFiles(runtime.objects(), request.identity(), request.destination());
    this.results =
        new ChildResults(
            request.identity(),
            request.destination(),
            0,
            CHUNK_CHARACTERS,
            chunk -> runtime.background(() -> files.write(chunk)));
    this.machine = InProcessChild.machine(request.program());
    this.inputs =
        new ItemInputs(request, selector(request), runtime.entropy(), ItemInputs.State.START);
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
    runtime.fork(() -> guarded(this::read));
    runtime.fork(this::run);
  }

  private void read() {
    JsonNode position = null;
    var taken = 0L;
    while (true) {
      runtime.await(() -> !loop.hasWaiting() || isEnding());
      if (isEnding()) {
        return;
      }
      var page = page(position, taken);
      taken += page.items().size();
      position = page.next();
      var last = position == null || (request.maxItems() > 0 && taken >= request.maxItems());
      allRead = last;
      loop.add(inputs.add(page.items(), last));
      if (last) {
        loop.close();
        checkThreshold();
        return;
      }
    }
  }

  private ItemPage page(@Nullable JsonNode position, long taken) {
    var source = request.source();
    if (source == null) {
      return new ItemPage(StateItems.of(request), null);
    }
    var most = request.maxItems() == 0 ? PAGE.items() : request.maxItems() - taken;
    var size = new Items.PageSize(Math.min(PAGE.items(), most), PAGE.characters());
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
        manifest = runtime.background(() -> files.writeManifest(results.files()));
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
    var outputs = results.outputs();
    return outputs == null
        ? MapRunOutcome.failed(MapRunFailure.dataLimit(request.stateName()))
        : MapRunOutcome.succeeded(ChildResults.stateResult(outputs, request.destination()));
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
    Long total = allRead ? Long.valueOf(loop.tally().items().total()) : null;
    if (request.limits().isExceeded(loop.tally().failedItems(), total)) {
      fail(MapRunFailure.THRESHOLD);
    }
  }

  // --- what the loop needs

  @Override
  public PendingChild start(ChildInput child) {
    return InProcessChild.begin(runtime, machine, request.program(), child);
  }

  @Override
  public void await(BooleanSupplier condition) {
    runtime.await(condition);
  }

  @Override
  public void ended(ChildResult result) {
    results.add(result);
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
