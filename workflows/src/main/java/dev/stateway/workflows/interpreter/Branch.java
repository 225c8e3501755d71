package dev.stateway.workflows.interpreter;

import dev.stateway.workflows.history.EventDetails;
import dev.stateway.workflows.history.HistoryEventType;
import dev.stateway.workflows.runtime.ExecutionRuntime.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One line of states under way: the execution's own, a Parallel branch or a Map iteration, with its
 * variables and its place in the history.
 */
final class Branch {
  private final Execution execution;
  private final Cancellation cancellation;
  private final @Nullable MapItem item;
  private final @Nullable Integer iteration;
  private final List<Branch> inner = new ArrayList<>();
  private SequencedMap<String, JsonNode> variables;
  private long lastEvent;
  private @Nullable Visit current;

  private Branch(
      Execution execution,
      Cancellation cancellation,
      @Nullable MapItem item,
      @Nullable Integer iteration,
      SequencedMap<String, JsonNode> variables,
      long lastEvent) {
    this.execution = execution;
    this.cancellation = cancellation;
    this.item = item;
    this.iteration = iteration;
    this.variables = variables;
    this.lastEvent = lastEvent;
  }

  /** The execution's own line. */
  static Branch outermost(Execution execution, Cancellation cancellation) {
    return new Branch(
        execution,
        cancellation,
        null,
        null,
        Collections.unmodifiableSequencedMap(new LinkedHashMap<>()),
        0);
  }

  /** A Parallel branch: it sees the variables there are now; its own are gone with it. */
  Branch parallelBranch(Cancellation ofAll) {
    return new Branch(execution, new Cancellation(ofAll), item, null, variables, lastEvent);
  }

  /** A Map iteration. */
  Branch iteration(Cancellation ofAll, MapItem itsItem, long startedEvent) {
    return new Branch(
        execution, new Cancellation(ofAll), itsItem, itsItem.index(), variables, startedEvent);
  }

  Execution execution() {
    return execution;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  @Nullable MapItem item() {
    return item;
  }

  /** Which iteration of its Map it is. */
  @Nullable Integer iteration() {
    return iteration;
  }

  SequencedMap<String, JsonNode> variables() {
    return variables;
  }

  void assign(SequencedMap<String, JsonNode> assigned) {
    if (!assigned.isEmpty()) {
      var all = new LinkedHashMap<>(variables);
      all.putAll(assigned);
      variables = Collections.unmodifiableSequencedMap(all);
    }
  }

  // --- its place in the history

  /** Records an event that the next one follows from. */
  long record(HistoryEventType type, EventDetails details) {
    lastEvent = recordAside(type, details);
    return lastEvent;
  }

  /** Records an event that the next one does not follow from. */
  long recordAside(HistoryEventType type, EventDetails details) {
    return execution.record(type, lastEvent, details);
  }

  long lastEvent() {
    return lastEvent;
  }

  void continueFrom(long event) {
    lastEvent = event;
  }

  // --- where it is

  @Nullable Visit current() {
    return current;
  }

  void visiting(@Nullable Visit visit) {
    current = visit;
  }

  /** The branches or iterations of the state it is in. */
  List<Branch> inner() {
    return inner;
  }

  // --- waiting

  /** Waits for the condition; a flow that is not wanted any more ends here. */
  void await(BooleanSupplier condition) {
    throwIfAborted();
    execution.runtime().await(() -> condition.getAsBoolean() || cancellation.isRequested());
    throwIfAborted();
  }

  /** Waits for the condition, but not for ever; says whether it holds. */
  boolean await(Duration timeout, String stateName, BooleanSupplier condition) {
    var timer = execution.runtime().timer(timeout, stateName);
    try {
      await(() -> condition.getAsBoolean() || timer.isDone());
    } catch (FlowAborted aborted) {
      cancelUnlessDone(timer);
      throw aborted;
    }
    cancelUnlessDone(timer);
    return condition.getAsBoolean();
  }

  void sleep(Duration duration, String stateName) {
    if (duration.isPositive()) {
      await(duration, stateName, () -> false);
    }
  }

  void throwIfAborted() {
    if (cancellation.isRequested()) {
      throw new FlowAborted();
    }
  }

  private static void cancelUnlessDone(Timer timer) {
    if (!timer.isDone()) {
      timer.cancel();
    }
  }
}
