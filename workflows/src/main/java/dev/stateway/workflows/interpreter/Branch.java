package dev.stateway.workflows.interpreter;

import dev.stateway.translator.model.Flow;
import dev.stateway.workflows.checkpoint.BranchCheckpoint;
import dev.stateway.workflows.checkpoint.Place.Entering;
import dev.stateway.workflows.checkpoint.Place.Visiting;
import dev.stateway.workflows.history.EventDetails;
import dev.stateway.workflows.history.HistoryEventType;
import dev.stateway.workflows.runtime.ExecutionRuntime.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
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
  private final boolean isOutermost;
  private final List<Branch> inner = new ArrayList<>();
  private SequencedMap<String, JsonNode> variables;
  private long lastEvent;
  private @Nullable Entering next;
  private @Nullable Visit current;

  private Branch(
      Execution execution,
      Cancellation cancellation,
      @Nullable MapItem item,
      @Nullable Integer iteration,
      boolean isOutermost,
      SequencedMap<String, JsonNode> variables,
      long lastEvent) {
    this.execution = execution;
    this.cancellation = cancellation;
    this.item = item;
    this.iteration = iteration;
    this.isOutermost = isOutermost;
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
        true,
        Collections.unmodifiableSequencedMap(new LinkedHashMap<>()),
        0);
  }

  /** A Parallel branch: it sees the variables there are now; its own are gone with it. */
  Branch parallelBranch(Cancellation ofAll) {
    return new Branch(execution, new Cancellation(ofAll), item, null, false, variables, lastEvent);
  }

  /** A Map iteration. */
  Branch iteration(Cancellation ofAll, MapItem itsItem, long startedEvent) {
    return new Branch(
        execution,
        new Cancellation(ofAll),
        itsItem,
        itsItem.index(),
        false,
        variables,
        startedEvent);
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

  /** The state it is in. */
  @Nullable Visit current() {
    return current;
  }

  void visiting(@Nullable Visit visit) {
    current = visit;
  }

  /** The state it is about to enter; only while it is in none. */
  Entering next() {
    return Objects.requireNonNull(next);
  }

  void comeTo(Entering place) {
    next = place;
  }

  /** The branches or iterations of the state it is in. */
  List<Branch> inner() {
    return inner;
  }

  // --- from run to run

  /** Whether it can go on in another run from just now. */
  boolean holds() {
    return current == null ? next != null : current.holds();
  }

  /** Where it stands; only while it holds. */
  BranchCheckpoint checkpoint() {
    return new BranchCheckpoint(
        variables, lastEvent, current == null ? next() : current.checkpoint());
  }

  /** Where a redrive of the ended execution takes it up. */
  BranchCheckpoint toRedrive() {
    return new BranchCheckpoint(
        variables, lastEvent, current == null ? next() : current.toRedrive());
  }

  /** Puts it where it was; nothing of it runs yet. */
  void restore(Flow flow, BranchCheckpoint checkpoint) {
    variables = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(checkpoint.variables()));
    lastEvent = execution.previousEvent(checkpoint.lastEvent());
    switch (checkpoint.place()) {
      case Entering entering -> next = entering;
      case Visiting visiting ->
          current = Visit.restore(this, flow.state(visiting.stateName()), visiting);
    }
  }

  // --- waiting

  /** Waits for the condition; a flow that is not wanted any more ends here. */
  void await(BooleanSupplier condition) {
    throwIfAborted();
    execution
        .runtime()
        .await(() ->
            condition.getAsBoolean()
                || cancellation.isRequested()
                || (isOutermost && execution.handover().isReady()));
    throwIfAborted();
    if (isOutermost && !condition.getAsBoolean()) {
      throw execution.handover().handedOver();
    }
  }

  /** Waits for the condition, but not for ever; says whether it holds. */
  boolean await(Duration timeout, String stateName, BooleanSupplier condition) {
    var timer = execution.runtime().timer(timeout, stateName);
    await(timer, () -> condition.getAsBoolean() || timer.isDone());
    return condition.getAsBoolean();
  }

  /**
   * The same where the wait can go on in another run: as long as that is prepared, its time does
   * not end it.
   */
  boolean awaitUntil(Instant time, String stateName, BooleanSupplier condition) {
    var rest = Duration.between(execution.now(), time);
    if (!rest.isPositive()) {
      return condition.getAsBoolean();
    }
    var timer = execution.runtime().timer(rest, stateName);
    await(
        timer,
        () -> condition.getAsBoolean() || (timer.isDone() && !execution.handover().isUnderWay()));
    return condition.getAsBoolean();
  }

  void sleep(Duration duration, String stateName) {
    if (duration.isPositive()) {
      await(duration, stateName, () -> false);
    }
  }

  private void await(Timer timer, BooleanSupplier condition) {
    try {
      await(condition);
    } catch (FlowAborted aborted) {
      cancelUnlessDone(timer);
      throw aborted;
    }
    cancelUnlessDone(timer);
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
