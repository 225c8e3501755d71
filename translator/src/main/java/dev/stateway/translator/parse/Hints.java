package dev.stateway.translator.parse;

import dev.stateway.translator.expression.template.JsonPathLeaves;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Warnings of constants that look as if they were meant to be computed. */
final class Hints {
  private Hints() {}

  /** A text such as {@code "Cause": "$.message"}. */
  static void noPath(Fields fields, String field) {
    var value = fields.json(field);
    if (value != null && JsonPathLeaves.looksComputed(value)) {
      fields
          .problems()
          .warning(
              "NO_PATH",
              "Field value looks like a path, but field name does not end with 'Path'.",
              fields.at(field));
    }
  }

  /** A path in the {@code Result} of a Pass state, which is handed on as it is. */
  static void staticResult(Fields fields, JsonNode result) {
    if (holdsComputable(result)) {
      fields
          .problems()
          .warning(
              "PASS_RESULT_IS_STATIC",
              "Attempt to use a path in the result of a pass state.",
              fields.at("Result"));
    }
  }

  private static boolean holdsComputable(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> object.valueStream().anyMatch(Hints::holdsComputable);
      case ArrayNode array -> array.valueStream().anyMatch(Hints::holdsComputable);
      default -> JsonPathLeaves.looksComputed(value);
    };
  }
}
