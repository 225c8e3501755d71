package dev.stateway.workflows.interpreter;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.expression.Numbers;
import dev.stateway.translator.model.DataFlow.JsonPathFlow;
import dev.stateway.translator.model.MapState;
import dev.stateway.workflows.interpreter.FlowFailure.Origin;
import dev.stateway.workflows.maprun.ChildInput;
import dev.stateway.workflows.maprun.Item;
import dev.stateway.workflows.maprun.ItemInputs;
import dev.stateway.workflows.maprun.MapRunFailedException;
import dev.stateway.workflows.maprun.MapRunFailure;
import dev.stateway.workflows.maprun.MapRunRequest;
import dev.stateway.workflows.maprun.StateItems;
import dev.stateway.workflows.statetest.Mock;
import dev.stateway.workflows.statetest.Phase;
import dev.stateway.workflows.statetest.StateTestRefusedException;
import dev.stateway.workflows.statetest.StateTestRequest.Circumstances;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A Map whose iterations something stands in for: items are found, selected and put into batches,
 * and none runs.
 */
final class MockedMap {
  private final MapState state;
  private final Visit visit;
  private final Circumstances circumstances;
  private final JsonNode effective;

  MockedMap(MapState state, Visit visit, Circumstances circumstances) {
    this.state = state;
    this.visit = visit;
    this.circumstances = circumstances;
    this.effective = DataPhases.effectiveInput(state.dataFlow(), visit);
  }

  /** What its iterations give together. */
  JsonNode result(Mock mock) {
    var maxConcurrency = MapExecutor.integer(state.maxConcurrency(), visit, effective);
    saw(Phase.MAX_CONCURRENCY, maxConcurrency == null ? 0 : maxConcurrency);
    var iterations = state.distribution() == null ? selectInline() : selectDistributed();
    if (circumstances.failedIterations() > iterations) {
      throw new StateTestRefusedException(
          "Map iteration failure count must be less than or equal to the number of Map iterations");
    }
    var tolerance = MapExecutor.tolerance(state, visit, effective, iterations);
    saw(Phase.TOLERATED_FAILURE_COUNT, tolerance.count());
    saw(Phase.TOLERATED_FAILURE_PERCENTAGE, tolerance.percentage());
    var result = MockedWork.result(mock, visit, Origin.INNER_FLOW);
    if (tolerance.isGiven() && !tolerance.allows(circumstances.failedIterations())) {
      var threshold = MapRunFailure.THRESHOLD;
      throw new FlowFailure(Origin.INNER_FLOW, threshold.error(), threshold.cause());
    }
    return result;
  }

  private int selectInline() {
    var items = MapExecutor.items(stateItems(), state.dataFlow());
    var selector = state.itemSelector();
    if (selector != null) {
      var selected = JsonText.MAPPER.createArrayNode();
      for (var item : items) {
        selected.add(selector.evaluate(visit.scope(effective, new MapItem(selected.size(), item))));
      }
      visit.saw(Phase.AFTER_ITEM_SELECTOR, selected);
    }
    return items.size();
  }

  private int selectDistributed() {
    var distribution = Objects.requireNonNull(state.distribution());
    var data = circumstances.itemData();
    var fromInput = data == null || distribution.itemReader() == null ? stateItems() : null;
    var executor = new DistributedMapExecutor(state, distribution, visit);
    try {
      var request = executor.request(fromInput, 0);
      var items =
          fromInput == null ? read(request, Objects.requireNonNull(data)) : inState(request);
      if (state.itemSelector() != null) {
        visit.saw(Phase.AFTER_ITEM_SELECTOR, inputs(request.withoutBatching(), items));
      }
      var inputs = inputs(request, items);
      if (request.batching() != null) {
        visit.saw(Phase.AFTER_ITEM_BATCHER, inputs);
      }
      return inputs.size();
    } catch (MapRunFailedException failed) {
      throw executor.failed(failed.failure());
    }
  }

  private JsonNode stateItems() {
    var items = state.items() == null ? effective : state.items().evaluate(visit.scope(effective));
    if (state.dataFlow() instanceof JsonPathFlow) {
      visit.saw(Phase.AFTER_ITEMS_PATH, items);
    }
    return items;
  }

  private List<Item> inState(MapRunRequest request) {
    var items = Objects.requireNonNull(request.items());
    if (!items.isObject()) {
      MapExecutor.items(items, state.dataFlow());
    }
    var most = request.maxItems() == 0 ? Long.MAX_VALUE : request.maxItems();
    return StateItems.all(items).limit(most).toList();
  }

  private List<Item> read(MapRunRequest request, String data) {
    var source = Objects.requireNonNull(request.source());
    var items = GivenItems.read(source, data, request.maxItems());
    if (!source.itemsPointer().isEmpty()) {
      var all = JsonText.MAPPER.createArrayNode();
      items.forEach(item -> all.add(item.value()));
      visit.saw(Phase.AFTER_ITEMS_POINTER, all);
    }
    return items;
  }

  private JsonNode inputs(MapRunRequest request, List<Item> items) {
    var entropy = visit.branch().execution().runtime().entropy();
    var inputs = new ItemInputs(request, state.itemSelector(), entropy, ItemInputs.State.START);
    var all = JsonText.MAPPER.createArrayNode();
    inputs.add(items, true).stream().map(ChildInput::input).forEach(all::add);
    return all;
  }

  private void saw(Phase phase, @Nullable Number value) {
    if (value instanceof Integer whole) {
      visit.saw(phase, Numbers.node(whole));
    } else if (value != null) {
      visit.saw(phase, JsonText.MAPPER.getNodeFactory().numberNode(value.doubleValue()));
    }
  }
}
