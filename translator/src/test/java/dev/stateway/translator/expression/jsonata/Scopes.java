package dev.stateway.translator.expression.jsonata;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.expression.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Scopes for tests. */
final class Scopes {
  private Scopes() {}

  static Scope of(JsonNode input) {
    return of(input, Map.of());
  }

  static Scope of(JsonNode input, Map<String, JsonNode> variables) {
    return new Scope(
        input,
        JsonText.parse("{\"State\":{\"Name\":\"S\"}}"),
        new LinkedHashMap<>(variables),
        null,
        null,
        new FixedEntropy(1));
  }

  static Scope ofJson(String input) {
    return of(JsonText.parse(input));
  }
}
