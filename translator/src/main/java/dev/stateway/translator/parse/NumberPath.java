package dev.stateway.translator.parse;

import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.Numbers;
import dev.stateway.translator.expression.jsonpath.JsonPathExpression;
import tools.jackson.databind.JsonNode;

/** Checks the values that the {@code ...Path} forms of numeric fields lead to. */
final class NumberPath {
  private NumberPath() {}

  static JsonNode value(String field, JsonPathExpression path, JsonNode value, boolean integer) {
    boolean fits = integer ? Numbers.integer(value).isPresent() : value.isNumber();
    if (!fits) {
      throw StatesException.runtime(
          "The %s field refers to value \"%s\" which is not a valid %s: %s"
              .formatted(
                  field,
                  value.isString() ? value.stringValue() : value.toString(),
                  integer ? "integer" : "number",
                  path.text()));
    }
    return value;
  }
}
