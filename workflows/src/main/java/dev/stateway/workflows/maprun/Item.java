package dev.stateway.workflows.maprun;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.expression.Numbers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One item of a Map Run.
 *
 * @param value the item; of an object's member, its value
 * @param key the member's name, when an object is iterated over
 * @param source where it is from: {@code STATE_DATA}, {@code s3://BUCKET}, {@code s3://BUCKET/KEY}
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html">Context
 *     object data for Map states</a>
 */
public record Item(JsonNode value, @Nullable String key, String source) {
  /** The source of items that are in the state's input. */
  public static final String STATE_DATA = "STATE_DATA";

  /** What {@code $$.Map} shows of it. */
  JsonNode context(long index) {
    var map = JsonText.MAPPER.createObjectNode();
    var item = map.putObject("Item");
    item.set("Index", Numbers.node(index));
    if (key != null) {
      item.put("Key", key);
    }
    item.set("Value", value);
    item.put("Source", source);
    return map;
  }

  /** The input of its execution, when no selector says otherwise. */
  JsonNode asInput() {
    return key == null
        ? value
        : JsonText.MAPPER.createObjectNode().put("Key", key).set("Value", value);
  }
}
