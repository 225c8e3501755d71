package dev.stateway.workflows.interpreter;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.model.MapState;
import dev.stateway.workflows.history.EventDetails;
import dev.stateway.workflows.history.HistoryEventType;
import dev.stateway.workflows.interpreter.FlowFailure.Origin;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The iterations of one attempt of a Map. */
final class MapIterations {
  private final MapState state;
  private final Visit visit;
  private final Branch branch;
  private final JsonNode effectiveInput;
  private final List<JsonNode> items;
  private final FailureTolerance tolerance;
  private final Join join;
  private final @Nullable JsonNode[] outputs;
  private int started;
  private int failures;

  MapIterations(
      MapState state,
      Visit visit,
      JsonNode effectiveInput,
      List<JsonNode> items,
      FailureTolerance tolerance) {
    this.state = state;
    this.visit = visit;
    this.branch = visit.branch();
    this.effectiveInput = effectiveInput;
    this.items = items;
    this.tolerance = tolerance;
    this.join = new Join(branch);
    this.outputs = new JsonNode[items.size()];
  }

  /** Runs them all; the array of their outputs in the order of the items. */
  JsonNode run(int atATime) {
    return join.run(() -> runIterations(atATime));
  }

  private JsonNode runIterations(int atATime) {
    while (started < Math.min(atATime, items.size())) {
      start(branch.lastEvent());
    }
    var chain = branch.lastEvent();
    for (var i = 0; i < items.size(); i++) {
      var ended = join.next();
      var lastEvent = ended.branch().lastEvent();
      chain = recordEnd(ended, lastEvent);
      if (started < items.size()) {
        start(lastEvent);
      }
    }
    branch.continueFrom(chain);
    // AWS lets what comes next follow from the last iteration, not from this event.
    branch.recordAside(HistoryEventType.MAP_STATE_SUCCEEDED, EventDetails.none());
    return result();
  }

  private void start(long previousEvent) {
    var item = new MapItem(started, items.get(started));
    var input = select(item);
    var startedEvent =
        branch
            .execution()
            .record(
                HistoryEventType.MAP_ITERATION_STARTED,
                previousEvent,
                AbortEvents.iteration(item.index(), state.name()));
    started++;
    var iteration = branch.iteration(join.cancellation(), item, startedEvent);
    join.add(Fork.start(iteration, state.processor(), input, join));
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
      outputs[index] = ended.output();
      return record(HistoryEventType.MAP_ITERATION_SUCCEEDED, lastEvent, index);
    }
    failures++;
    var failedEvent = record(HistoryEventType.MAP_ITERATION_FAILED, lastEvent, index);
    AbortEvents.recordFailed(ended.branch(), lastEvent);
    if (tolerance.allows(failures)) {
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

  private JsonNode result() {
    var result = JsonText.MAPPER.createArrayNode();
    for (var output : outputs) {
      if (output != null) {
        result.add(output);
      }
    }
    return result;
  }
}
