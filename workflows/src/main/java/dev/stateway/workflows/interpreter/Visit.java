package dev.stateway.workflows.interpreter;

import dev.stateway.translator.error.QueryEvaluationException;
import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.Scope;
import dev.stateway.workflows.history.EventDetails;
import dev.stateway.workflows.history.HistoryEventType;
import dev.stateway.workflows.interpreter.FlowFailure.Origin;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
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
  private @Nullable String taskToken;
  private @Nullable JsonNode context;

  private Visit(Branch branch, String stateName, StateEvents events, JsonNode input) {
    this.branch = branch;
    this.stateName = stateName;
    this.events = events;
    this.input = input;
    this.eventBefore = branch.lastEvent();
    this.enteredTime = branch.execution().now();
    this.enteredEvent =
        branch
            .execution()
            .record(
                events.entered(),
                // The first state of an execution follows from nothing, as AWS has it.
                eventBefore == Interpreter.STARTED_EVENT ? 0 : eventBefore,
                EventDetails.none().payload("input", input).text("name", stateName));
    branch.continueFrom(enteredEvent);
  }

  static Visit enter(Branch branch, String stateName, StateEvents events, JsonNode input) {
    var visit = new Visit(branch, stateName, events, input);
    branch.visiting(visit);
    branch.execution().runtime().showState(stateName);
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

  void retried() {
    retryCount++;
    taskToken = null;
    context = null;
  }

  void withTaskToken(String token) {
    taskToken = token;
    context = null;
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
        context(branch.item()),
        branch.variables(),
        result,
        errorOutput,
        branch.execution().runtime().entropy());
  }

  /** What an item selector sees for one item. */
  Scope scope(JsonNode dollar, MapItem item) {
    return new Scope(
        dollar,
        newContext(item),
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

  private JsonNode context(@Nullable MapItem item) {
    if (context == null) {
      context = newContext(item);
    }
    return context;
  }

  private JsonNode newContext(@Nullable MapItem item) {
    var tree = branch.execution().context();
    var state = tree.putObject("State");
    state.put("Name", stateName).put("EnteredTime", Timestamps.format(enteredTime));
    if (events.isRetriable()) {
      state.put("RetryCount", retryCount);
    }
    if (taskToken != null) {
      tree.putObject("Task").put("Token", taskToken);
    }
    if (item != null) {
      tree.set("Map", item.toJson());
    }
    return tree;
  }
}
