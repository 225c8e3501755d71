package dev.stateway.workflows.interpreter;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.model.MapState;
import dev.stateway.workflows.checkpoint.BranchCheckpoint;
import dev.stateway.workflows.checkpoint.Progress;
import dev.stateway.workflows.checkpoint.Progress.Iteration;
import dev.stateway.workflows.checkpoint.Progress.IterationOutput;
import dev.stateway.workflows.history.EventDetails;
import dev.stateway.workflows.history.HistoryEventType;
import dev.stateway.workflows.interpreter.FlowFailure.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The iterations of one attempt of a Map. */
final class MapIterations implements Work {
  private final MapState state;
  private final Visit visit;
  private final Branch branch;
  private final JsonNode effectiveInput;
  private final int atATime;
  private final FailureTolerance tolerance;
  private final Join join;
  private final Queue<JsonNode> itemsToCome;
  private final Queue<Iteration> toRepeat = new ArrayDeque<>();
  private final List<Iteration> failed = new ArrayList<>();
  private final SequencedMap<Integer, JsonNode> outputs = new TreeMap<>();
  private long lastEnd;

  MapIterations(
      MapState state,
      Visit visit,
      JsonNode effectiveInput,
      int atATime,
      List<JsonNode> itemsToCome,
      FailureTolerance tolerance) {
    this.state = state;
    this.visit = visit;
    this.branch = visit.branch();
    this.effectiveInput = effectiveInput;
    this.atATime = atATime;
    this.itemsToCome = new ArrayDeque<>(itemsToCome);
    this.tolerance = tolerance;
    this.join = new Join(branch);
    this.lastEnd = branch.lastEvent();
  }

  /** Lets those go on that had not ended in another run. */
  static MapIterations restore(MapState state, Visit visit, Progress.Iterations progress) {
    var iterations =
        new MapIterations(
            state,
            visit,
            Objects.requireNonNullElse(progress.itemSelectorInput(), visit.input()),
            progress.atATime(),
            progress.itemsToCome(),
            new FailureTolerance(
                progress.toleratedCount(), progress.toleratedPercentage(), progress.length()));
    progress.outputs().forEach(output -> iterations.outputs.put(output.index(), output.output()));
    iterations.failed.addAll(progress.failed());
    iterations.toRepeat.addAll(progress.toRepeat());
    iterations.lastEnd = iterations.branch.execution().previousEvent(progress.lastEnd());
    var forks = progress.underWay().stream().map(iterations::fork).toList();
    // What is inside them began after all of them.
    for (var i = 0; i < forks.size(); i++) {
      forks.get(i).branch().restore(state.processor(), progress.underWay().get(i).line());
    }
    return iterations;
  }

  /** Runs them all; the array of their outputs in the order of the items. */
  JsonNode run() {
    return join.run(this::runIterations);
  }

  private JsonNode runIterations() {
    while (underWay() < atATime && startNext(branch.lastEvent())) {
      // As many as there is room for.
    }
    while (underWay() > 0) {
      var ended = join.next();
      var lastEvent = ended.branch().lastEvent();
      lastEnd = recordEnd(ended, lastEvent);
      startNext(lastEvent);
    }
    branch.continueFrom(lastEnd);
    // AWS lets what comes next follow from the last iteration, not from this event.
    branch.recordAside(HistoryEventType.MAP_STATE_SUCCEEDED, EventDetails.none());
    var result = JsonText.MAPPER.createArrayNode();
    outputs.values().forEach(result::add);
    return result;
  }

  private int underWay() {
    return branch.inner().size();
  }

  private boolean startNext(long previousEvent) {
    if (!toRepeat.isEmpty()) {
      repeat(toRepeat.remove());
      return true;
    }
    if (itemsToCome.isEmpty()) {
      return false;
    }
    start(itemsToCome.remove(), previousEvent);
    return true;
  }

  private void start(JsonNode value, long previousEvent) {
    var item = new MapItem(tolerance.items() - itemsToCome.size() - 1, value);
    var input = select(item);
    var startedEvent = record(HistoryEventType.MAP_ITERATION_STARTED, previousEvent, item.index());
    var line = branch.iteration(join.cancellation(), item, startedEvent);
    join.add(Fork.start(line, state.processor(), input, join));
  }

  private void repeat(Iteration iteration) {
    fork(iteration).branch().restore(state.processor(), iteration.line());
  }

  private Fork fork(Iteration iteration) {
    var item = new MapItem(iteration.index(), iteration.item());
    var line = branch.iteration(join.cancellation(), item, iteration.line().lastEvent());
    var fork = Fork.of(line, state.processor(), join);
    join.add(fork);
    return fork;
  }

  private JsonNode select(MapItem item) {
    var selector = state.itemSelector();
    if (selector == null) {
      return item.value();
    }
    try {
      return selector.evaluate(visit.scope(effectiveInput, item));
    } catch (StatesException error) {
      var failure = visit.fieldFailure(error);
      join.abortRest(branch.lastEvent(), state.name());
      throw failure;
    }
  }

  private long recordEnd(Fork ended, long lastEvent) {
    var index = Objects.requireNonNull(ended.branch().iteration());
    var failure = ended.failure();
    if (failure == null) {
      outputs.put(index, ended.output());
      return record(HistoryEventType.MAP_ITERATION_SUCCEEDED, lastEvent, index);
    }
    failed.add(iteration(ended.branch(), ended.branch().toRedrive()));
    var failedEvent = record(HistoryEventType.MAP_ITERATION_FAILED, lastEvent, index);
    AbortEvents.recordFailed(ended.branch(), lastEvent);
    if (tolerance.allows(failed.size())) {
      return failedEvent;
    }
    join.abortRest(lastEvent, state.name());
    branch.continueFrom(lastEvent);
    throw tolerance.isGiven()
        ? new FlowFailure(
            Origin.INNER_FLOW,
            ErrorName.EXCEED_TOLERATED_FAILURE_THRESHOLD,
            "The specified tolerated failure threshold was exceeded")
        : new FlowFailure(Origin.INNER_FLOW, failure.error(), failure.cause());
  }

  private long record(HistoryEventType type, long previousEvent, int index) {
    return branch
        .execution()
        .record(type, previousEvent, AbortEvents.iteration(index, state.name()));
  }

  @Override
  public boolean holds() {
    return join.holds();
  }

  @Override
  public Progress progress() {
    var underWay = branch.inner().stream().map(line -> iteration(line, line.checkpoint())).toList();
    return progress(outputs, underWay, List.copyOf(toRepeat), failed);
  }

  @Override
  public Progress toRedrive() {
    var all = new TreeMap<>(outputs);
    var rest = new ArrayList<Iteration>();
    for (var fork : join.unfinished()) {
      var line = fork.branch();
      if (fork.hasSucceeded()) {
        all.put(Objects.requireNonNull(line.iteration()), fork.output());
      } else {
        rest.add(iteration(line, line.toRedrive()));
      }
    }
    var again =
        Stream.of(rest, toRepeat, failed)
            .flatMap(part -> part.stream())
            .sorted(Comparator.comparingInt(Iteration::index))
            .toList();
    return progress(all, List.of(), again, List.of());
  }

  private Progress progress(
      SequencedMap<Integer, JsonNode> outputsSoFar,
      List<Iteration> underWay,
      List<Iteration> again,
      List<Iteration> failures) {
    return new Progress.Iterations(
        atATime,
        tolerance.count(),
        tolerance.percentage(),
        tolerance.items(),
        state.itemSelector() == null ? null : effectiveInput,
        List.copyOf(itemsToCome),
        outputsSoFar.entrySet().stream()
            .map(output -> new IterationOutput(output.getKey(), output.getValue()))
            .toList(),
        underWay,
        again,
        failures,
        lastEnd);
  }

  private static Iteration iteration(Branch line, BranchCheckpoint checkpoint) {
    var item = Objects.requireNonNull(line.item());
    return new Iteration(item.index(), item.value(), checkpoint);
  }
}
