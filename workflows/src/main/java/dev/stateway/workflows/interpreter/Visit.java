package dev.stateway.workflows.interpreter;

import dev.stateway.translator.error.QueryEvaluationException;
import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.Scope;
import dev.stateway.translator.model.State;
import dev.stateway.workflows.checkpoint.Place;
import dev.stateway.workflows.checkpoint.Place.Entering;
import dev.stateway.workflows.checkpoint.Place.Visiting;
import dev.stateway.workflows.checkpoint.Progress;
import dev.stateway.workflows.history.EventDetails;
import dev.stateway.workflows.history.HistoryEventType;
import dev.stateway.workflows.interpreter.FlowFailure.Origin;
import dev.stateway.workflows.statetest.Phase;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One passage of a branch through a state, from StateEntered to StateExited, however many attempts
 * it takes.
 */
final class Visit {
  static final SequencedMap<String, JsonNode> NOTHING_ASSIGNED =
      Collections.unmodifiableSequencedMap(new LinkedHashMap<>());

  private final Branch branch;
  private final String stateName;
  private final StateEvents events;
  private final JsonNode input;
  private final long eventBefore;
  private final long enteredEvent;
  private final Instant enteredTime;
  private int retryCount;
  private int[] retries = {};
  private @Nullable Work work;
  private @Nullable String taskToken;
  private @Nullable JsonNode context;
  private final Supplier<JsonNode> contextObject = this::context;

  private Visit(Branch branch, StateEvents events, Entry entry) {
    this.branch = branch;
    this.stateName = entry.stateName;
    this.events = events;
    this.input = entry.input;
    this.eventBefore = entry.eventBefore;
    this.enteredEvent = entry.enteredEvent;
    this.enteredTime = entry.enteredTime;
  }

  /** What stays the same of a visit from its first event to its last. */
  private record Entry(
      String stateName, JsonNode input, long eventBefore, long enteredEvent, Instant enteredTime) {}

  /** Begins one; the state is shown under this name. */
  static Visit enter(Branch branch, State state, String name, JsonNode input) {
    var events = StateEvents.of(state);
    var eventBefore = branch.lastEvent();
    var time = branch.execution().now();
    var enteredEvent =
        branch
            .execution()
            .record(
                events.entered(),
                // The first state of an execution follows from nothing, as AWS has it.
                eventBefore == Interpreter.STARTED_EVENT ? 0 : eventBefore,
                EventDetails.none().payload("input", input).text("name", name));
    branch.continueFrom(enteredEvent);
    var visit = new Visit(branch, events, new Entry(name, input, eventBefore, enteredEvent, time));
    branch.visiting(visit);
    branch.execution().runtime().showState(name);
    return visit;
  }

  /** Goes on with a visit of another run. */
  static Visit restore(Branch branch, State state, Visiting data) {
    var entry =
        new Entry(
            state.name(),
            data.input(),
            data.eventBefore(),
            data.enteredEvent(),
            data.enteredTime());
    var visit = new Visit(branch, StateEvents.of(state), entry);
    visit.retryCount = data.retryCount();
    visit.retries = data.retries().stream().mapToInt(Integer::intValue).toArray();
    visit.work = Restored.work(state, visit, data.progress());
    branch.execution().runtime().showState(state.name());
    return visit;
  }

  /** Leaves the state: variables change now, all at once. */
  JsonNode exit(Completed completed) {
    PayloadLimit.checkOutput(this, completed.output());
    var exited = events.exited();
    if (exited != null) {
      branch.record(
          exited,
          EventDetails.none()
              .text("name", stateName)
              .payload("output", completed.output())
              .variables(completed.assigned()));
    }
    branch.assign(completed.assigned());
    branch.visiting(null);
    return completed.output();
  }

  Branch branch() {
    return branch;
  }

  String stateName() {
    return stateName;
  }

  StateEvents events() {
    return events;
  }

  JsonNode input() {
    return input;
  }

  Instant enteredTime() {
    return enteredTime;
  }

  /** The retries so far of each of so many Retriers. */
  int[] retries(int retriers) {
    if (retries.length != retriers) {
      retries = new int[retriers];
    }
    return retries;
  }

  /** Goes on as if each of so many Retriers had had it tried again so often. */
  void assumeRetried(int count, int retriers) {
    retries = new int[retriers];
    Arrays.fill(retries, count);
    retryCount = count;
  }

  void retried(int retrier) {
    retries[retrier]++;
    retryCount++;
    taskToken = null;
    context = null;
  }

  /** Whether a Map Run of this state is under way. */
  boolean isMapRunRunning() {
    return work instanceof MapRunWork mapRun && mapRun.isRunning();
  }

  void withTaskToken(String token) {
    taskToken = token;
    context = null;
  }

  Probe probe() {
    return branch.execution().probe();
  }

  /** Shows what the data have become. */
  JsonNode saw(Phase phase, JsonNode value) {
    probe().saw(phase, value);
    return value;
  }

  // --- from run to run

  /** What it is busy with, where that can go on in another run. */
  @Nullable Work work() {
    return work;
  }

  void busyWith(@Nullable Work itsWork) {
    work = itsWork;
  }

  /** Whether it can go on in another run from just now. */
  boolean holds() {
    return work != null && work.holds();
  }

  /** Where it stands; only while it holds. */
  Visiting checkpoint() {
    var progress = Objects.requireNonNull(work).progress();
    var counts = Arrays.stream(retries).boxed().toList();
    return visiting(retryCount, counts, progress);
  }

  /** Where a redrive takes it up: with its Retriers' counts at zero. */
  Place toRedrive() {
    if (events == StateEvents.FAIL) {
      return new Entering(stateName, input);
    }
    return visiting(0, List.of(), work == null ? new Progress.ToBegin() : work.toRedrive());
  }

  private Visiting visiting(int retriesSoFar, List<Integer> counts, Progress progress) {
    return new Visiting(
        stateName, input, eventBefore, enteredEvent, enteredTime, retriesSoFar, counts, progress);
  }

  /** The token the attempt waits for. */
  @Nullable String taskToken() {
    return taskToken;
  }

  /** What expressions see when {@code $} is the given value. */
  Scope scope(JsonNode dollar) {
    return scope(dollar, null, null);
  }

  Scope scope(JsonNode dollar, @Nullable JsonNode result, @Nullable JsonNode errorOutput) {
    return new Scope(
        dollar,
        contextObject,
        branch.variables(),
        result,
        errorOutput,
        branch.execution().runtime().entropy());
  }

  /** What an item selector sees for one item. */
  Scope scope(JsonNode dollar, MapItem item) {
    return new Scope(
        dollar,
        () -> newContext(item),
        branch.variables(),
        null,
        null,
        branch.execution().runtime().entropy());
  }

  /**
   * The failure that an error of one of this state's own fields is, with AWS's prefix; a JSONata
   * error has an event.
   */
  FlowFailure fieldFailure(StatesException error) {
    if (error instanceof FlowFailure failure) {
      return failure;
    }
    var cause = prefixed(error.cause());
    if (!(error instanceof QueryEvaluationException evaluation)) {
      return FlowFailure.of(branch.execution(), Origin.FIELD, error.error(), cause);
    }
    // AWS lets the event follow from what came before the state, except in a Wait.
    if (branch.lastEvent() == enteredEvent && events != StateEvents.WAIT) {
      branch.continueFrom(eventBefore == Interpreter.STARTED_EVENT ? 0 : eventBefore);
    }
    var failure = FlowFailure.of(branch.execution(), Origin.EVALUATION, error.error(), cause);
    branch.record(
        HistoryEventType.EVALUATION_FAILED,
        EventDetails.none()
            .text("error", failure.error())
            .text("cause", failure.cause())
            .text("location", evaluation.location())
            .text("state", stateName));
    return failure;
  }

  private String prefixed(@Nullable String cause) {
    return "An error occurred while executing the state '%s' (entered at the event id #%d). %s"
        .formatted(stateName, enteredEvent, cause == null ? "" : cause);
  }

  private JsonNode context() {
    if (context == null) {
      context = newContext(branch.item());
    }
    return context;
  }

  private JsonNode newContext(@Nullable MapItem item) {
    var given = probe().context();
    return given == null
        ? new StateContext(
                stateName, enteredTime, events.isRetriable() ? retryCount : null, taskToken, item)
            .in(branch.execution())
        : given;
  }
}
