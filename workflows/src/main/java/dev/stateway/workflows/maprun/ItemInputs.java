package dev.stateway.workflows.maprun;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.Entropy;
import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Scope;
import dev.stateway.workflows.maprun.MapRunRequest.Batching;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the inputs of executions of items: each selected, then put into batches, which go on across
 * the pages in which items come.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-fields-dist-map.html">Map
 *     state input and output fields</a>
 */
public final class ItemInputs {
  /** What an execution's input may have, in bytes. */
  public static final int MOST_BYTES = 262_144;

  private final MapRunRequest request;
  private final @Nullable Expression selector;
  private final Entropy entropy;
  private final SequencedMap<String, JsonNode> variables = new LinkedHashMap<>();
  private final List<JsonNode> batch = new ArrayList<>();
  private final int emptyBatchBytes;
  private long batchBytes;
  private long items;
  private long children;

  /**
   * How far it has come.
   *
   * @param items items taken
   * @param children inputs made of them
   * @param batch those taken that no input was made of yet
   */
  public record State(long items, long children, List<JsonNode> batch) {
    /** The beginning. */
    public static final State START = new State(0, 0, List.of());
  }

  /**
   * Goes on from a state.
   *
   * @param selector the compiled {@code ItemSelector}, if the request has one
   */
  public ItemInputs(
      MapRunRequest request, @Nullable Expression selector, Entropy entropy, State state) {
    this.request = request;
    this.selector = selector;
    this.entropy = entropy;
    this.items = state.items();
    this.children = state.children();
    var selection = request.selection();
    if (selection != null) {
      selection.variables().forEachEntry(variables::put);
    }
    var batching = request.batching();
    this.emptyBatchBytes = batching == null ? 0 : bytes(batchInput(batching, List.of()));
    this.batchBytes = emptyBatchBytes;
    state.batch().forEach(this::addToBatch);
  }

  /** How far it has come. */
  public State state() {
    return new State(items, children, List.copyOf(batch));
  }

  /**
   * The inputs that these items make.
   *
   * @param last whether no more will come
   * @throws MapRunFailedException an expression failed, or an input is too large
   */
  public List<ChildInput> add(List<Item> page, boolean last) {
    var inputs = new ArrayList<ChildInput>();
    for (var item : page) {
      var selected = select(item);
      var batching = request.batching();
      if (batching == null) {
        inputs.add(child(selected, 1));
      } else {
        batch(selected, batching, inputs);
      }
      items++;
    }
    var batching = request.batching();
    if (last && batching != null && !batch.isEmpty()) {
      inputs.add(takeBatch(batching));
    }
    return inputs;
  }

  private JsonNode select(Item item) {
    var selection = request.selection();
    if (selector == null || selection == null) {
      return item.asInput();
    }
    var context = (ObjectNode) selection.context().deepCopy();
    context.set("Map", item.context(items));
    var scope =
        new Scope(
            selection.input(),
            context,
            Collections.unmodifiableSequencedMap(variables),
            null,
            null,
            entropy);
    try {
      return selector.evaluate(scope);
    } catch (StatesException error) {
      throw new MapRunFailedException(MapRunFailure.field(error));
    }
  }

  private void batch(JsonNode item, Batching batching, List<ChildInput> inputs) {
    var maxBytes = batching.maxBytes() == null ? MOST_BYTES : batching.maxBytes();
    if (!batch.isEmpty() && batchBytes + bytes(item) + 1 > maxBytes) {
      inputs.add(takeBatch(batching));
    }
    addToBatch(item);
    if (batching.maxItems() != null && batch.size() >= batching.maxItems()) {
      inputs.add(takeBatch(batching));
    }
  }

  private void addToBatch(JsonNode item) {
    batchBytes += bytes(item) + (batch.isEmpty() ? 0 : 1);
    batch.add(item);
  }

  private ChildInput takeBatch(Batching batching) {
    var child = child(batchInput(batching, batch), batch.size());
    batch.clear();
    batchBytes = emptyBatchBytes;
    return child;
  }

  private static JsonNode batchInput(Batching batching, List<JsonNode> of) {
    var input = JsonText.MAPPER.createObjectNode();
    if (batching.batchInput() != null) {
      input.set("BatchInput", batching.batchInput());
    }
    input.putArray("Items").addAll(of);
    return input;
  }

  private ChildInput child(JsonNode input, int itsItems) {
    if (bytes(input) > MOST_BYTES) {
      throw new MapRunFailedException(MapRunFailure.dataLimit(request.stateName()));
    }
    return new ChildInput(children++, input, itsItems);
  }

  static int bytes(JsonNode value) {
    return JsonText.write(value).getBytes(StandardCharsets.UTF_8).length;
  }
}
