package dev.stateway.workflows.interpreter;

import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.error.QueryEvaluationException;
import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.model.DataFlow;
import dev.stateway.translator.model.MapState;
import dev.stateway.workflows.history.EventDetails;
import dev.stateway.workflows.history.HistoryEventType;
import dev.stateway.workflows.interpreter.FlowFailure.Origin;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Runs the item processor for each item, some at a time.
 *
 * @see <a href="https://states-language.net/spec.html#map-state">Map state</a>
 */
final class MapExecutor {
  /** What AWS runs at a time when MaxConcurrency is 0, and at the most. */
  private static final int MOST_AT_A_TIME = 40;

  private MapExecutor() {}

  static Step execute(MapState state, Visit visit) {
    return new RetryAndCatch(visit, state.dataFlow(), state.retriers(), state.catchers())
        .run(
            state.transition(),
            () -> DataPhases.complete(state.dataFlow(), visit, attempt(state, visit)),
            failure -> recordFailed(visit, failure));
  }

  private static JsonNode attempt(MapState state, Visit visit) {
    var mock = visit.probe().mock();
    if (mock.isPresent()) {
      return new MockedMap(state, visit, visit.probe().circumstances()).result(mock.get());
    }
    var distribution = state.distribution();
    return distribution == null
        ? iterate(state, visit)
        : DistributedMapExecutor.attempt(state, distribution, visit);
  }

  private static JsonNode iterate(MapState state, Visit visit) {
    var iterations =
        visit.work() instanceof MapIterations underWay ? underWay : begin(state, visit);
    return iterations.run();
  }

  private static MapIterations begin(MapState state, Visit visit) {
    var effective = DataPhases.effectiveInput(state.dataFlow(), visit);
    var scope = visit.scope(effective);
    var maxConcurrency = integer(state.maxConcurrency(), visit, effective);
    if (maxConcurrency != null && maxConcurrency < 0) {
      awaitEnd(visit.branch());
    }
    var atATime = concurrency(maxConcurrency);
    var items =
        items(state.items() == null ? effective : state.items().evaluate(scope), state.dataFlow());
    visit
        .branch()
        .record(
            HistoryEventType.MAP_STATE_STARTED,
            EventDetails.none().number("length", (long) items.size()));
    var tolerance = tolerance(state, visit, effective, items.size());
    var iterations = new MapIterations(state, visit, effective, atATime, items, tolerance);
    visit.busyWith(iterations);
    return iterations;
  }

  static List<JsonNode> items(JsonNode value, DataFlow dataFlow) {
    if (value.isArray()) {
      var items = new ArrayList<JsonNode>(value.size());
      value.forEach(items::add);
      return items;
    }
    throw switch (dataFlow) {
      case DataFlow.JsonPathFlow _ ->
          new StatesException(ErrorName.RUNTIME, "Reference path \"$\" must point to array.");
      case DataFlow.JsonataFlow _ ->
          new QueryEvaluationException("Map state input must be an array but was: " + value, null);
    };
  }

  /**
   * AWS never goes on where fewer than no iterations may run: only a stop or a timeout ends that.
   */
  private static void awaitEnd(Branch branch) {
    if (branch.execution().hasSemantics(2)) {
      branch.await(() -> false);
    }
  }

  private static int concurrency(@Nullable Integer maxConcurrency) {
    return maxConcurrency == null || maxConcurrency <= 0
        ? MOST_AT_A_TIME
        : Math.min(maxConcurrency, MOST_AT_A_TIME);
  }

  static FailureTolerance tolerance(MapState state, Visit visit, JsonNode effective, int items) {
    var count = integer(state.toleratedFailureCount(), visit, effective);
    if (count != null && count < 0) {
      throw new StatesException(ErrorName.RUNTIME, "ToleratedFailureCount cannot be negative.");
    }
    var percentage = number(state.toleratedFailurePercentage(), visit, effective);
    if (percentage != null && (percentage < 0 || percentage > 100)) {
      throw new StatesException(
          ErrorName.RUNTIME, "ToleratedFailurePercentage must be between 0 and 100.");
    }
    return new FailureTolerance(count, percentage, items);
  }

  static @Nullable Integer integer(
      @Nullable Expression expression, Visit visit, JsonNode effective) {
    if (expression == null) {
      return null;
    }
    var value = expression.evaluate(visit.scope(effective));
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new StatesException(
          ErrorName.RUNTIME, "The value " + value + " is not a valid integer.");
    }
    return value.intValue();
  }

  private static @Nullable Double number(
      @Nullable Expression expression, Visit visit, JsonNode effective) {
    if (expression == null) {
      return null;
    }
    var value = expression.evaluate(visit.scope(effective));
    if (!value.isNumber()) {
      throw new StatesException(
          ErrorName.RUNTIME, "The value " + value + " is not a valid number.");
    }
    return value.doubleValue();
  }

  private static void recordFailed(Visit visit, FlowFailure failure) {
    if (failure.origin() != Origin.FIELD) {
      visit.branch().record(HistoryEventType.MAP_STATE_FAILED, EventDetails.none());
    }
  }
}
