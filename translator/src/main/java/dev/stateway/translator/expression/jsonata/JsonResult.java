package dev.stateway.translator.expression.jsonata;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Makes JSON of what an evaluation returned. */
final class JsonResult {
  /** What JSON parsers accept by default; deeper output could not be read back. */
  private static final int MAX_DEPTH = 1_000;

  private JsonResult() {}

  /** The value as JSON; nothing for undefined, and for a function, which JSON cannot hold. */
  static @Nullable JsonNode of(@Nullable Object value) {
    return value == null || Values.isFunction(value) ? null : node(value, 0);
  }

  private static JsonNode node(@Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw JsonataError.tooDeep();
    }
    return switch (value) {
      case JsonView.View view -> view.node();
      case String text -> StringNode.valueOf(text);
      case Boolean flag -> BooleanNode.valueOf(flag);
      case Number number -> Numbers.node(number);
      case Map<?, ?> map -> object(map, depth);
      case List<?> list -> array(list, depth);
      case null, default -> NullNode.getInstance();
    };
  }

  private static ObjectNode object(Map<?, ?> map, int depth) {
    var node = JsonNodeFactory.instance.objectNode();
    map.forEach((name, value) -> {
      if (!Values.isFunction(value)) {
        node.set((String) name, node(value, depth + 1));
      }
    });
    return node;
  }

  private static ArrayNode array(List<?> list, int depth) {
    var node = JsonNodeFactory.instance.arrayNode(list.size());
    list.forEach(value -> node.add(node(value, depth + 1)));
    return node;
  }
}
