package dev.stateway.translator.parse;

import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Literal;
import dev.stateway.translator.expression.Numbers;
import dev.stateway.translator.expression.jsonpath.JsonPathExpression;
import java.math.BigDecimal;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Parses the numbers of a Map state: each a number, an expression or, with {@code Path}, a path.
 *
 * @param fields the object that has them: the state or one of its parts
 * @param jsonata whether the state's language is JSONata
 */
record MapLimits(Fields fields, boolean jsonata) {
  private static final int HUNDRED_PERCENT = 100;
  private static final long MOST_BATCH_BYTES = 262_144;
  private static final long MOST_ITEMS = 100_000_000;

  @Nullable Expression maxConcurrency() {
    return limit("MaxConcurrency", UnaryOperator.identity(), Kind.COUNT);
  }

  @Nullable Expression toleratedFailureCount() {
    return limit("ToleratedFailureCount", MapLimits::notNegative, Kind.COUNT);
  }

  @Nullable Expression toleratedFailurePercentage() {
    return limit("ToleratedFailurePercentage", MapLimits::percentage, Kind.PERCENTAGE);
  }

  @Nullable Expression maxItems() {
    return limit("MaxItems", value -> atLeast("MaxItems", value, 0), Kind.COUNT);
  }

  @Nullable Expression maxItemsPerBatch() {
    return limit("MaxItemsPerBatch", value -> atLeast("MaxItemsPerBatch", value, 1), Kind.POSITIVE);
  }

  @Nullable Expression maxInputBytesPerBatch() {
    return limit("MaxInputBytesPerBatch", MapLimits::batchBytes, Kind.POSITIVE);
  }

  /** What a number may be. */
  private enum Kind {
    COUNT,
    POSITIVE,
    PERCENTAGE;

    private boolean isInteger() {
      return this != PERCENTAGE;
    }
  }

  private @Nullable Expression limit(String field, UnaryOperator<JsonNode> check, Kind kind) {
    var value = fields.json(field);
    if (jsonata) {
      fields.ofOtherLanguage(QueryLanguage.JSONATA, field + "Path");
    }
    if (jsonata && value != null && JsonataFields.isExpression(value)) {
      var number = new JsonataFields(fields).number(field, kind.isInteger());
      return number == null ? null : scope -> check.apply(number.evaluate(scope));
    }
    Expression path = jsonata ? null : fromPath(field + "Path", check, kind);
    if (value == null) {
      return path;
    }
    fields.exclusive(field, field + "Path");
    return literal(field, value, kind);
  }

  private @Nullable Expression literal(String field, JsonNode value, Kind kind) {
    if (kind.isInteger()) {
      var number = fields.integer(field, 0, most(field));
      return number == null ? null : new Literal(Numbers.node(number));
    }
    if (!value.isNumber()) {
      fields.problem("Expected value of type Number", field);
    } else if (value.doubleValue() < 0) {
      fields.problem("Minimum value is 0.0", field);
    } else if (!isPercentage(value)) {
      fields.problem("Maximum value is 100.0", field);
    }
    return new Literal(value);
  }

  private static long most(String field) {
    return switch (field) {
      case "MaxItems" -> MOST_ITEMS;
      case "MaxInputBytesPerBatch" -> MOST_BATCH_BYTES;
      default -> Long.MAX_VALUE;
    };
  }

  private @Nullable Expression fromPath(String field, UnaryOperator<JsonNode> check, Kind kind) {
    var path = new JsonPathFields(fields).reference(field, JsonPathExpression.INVALID_PATH);
    return path == null
        ? null
        : scope -> {
          var value = path.evaluate(scope);
          JsonNode number = numberOfText(value, kind);
          return check.apply(NumberPath.value(field, path, number, kind.isInteger()));
        };
  }

  /** AWS takes a text that is a number where a path leads to one. */
  private static JsonNode numberOfText(JsonNode value, Kind kind) {
    var text = value.asString("");
    if (value.isString() && text.matches("\\d{1,18}")) {
      return Numbers.node(Long.parseLong(text));
    }
    return value.isString() && !kind.isInteger() && text.matches("\\d{1,18}\\.\\d{1,18}")
        ? JsonNodeFactory.instance.numberNode(new BigDecimal(text))
        : value;
  }

  private static JsonNode notNegative(JsonNode count) {
    return atLeast("ToleratedFailureCount", count, 0);
  }

  private static JsonNode atLeast(String field, JsonNode value, int least) {
    if (value.decimalValue().compareTo(BigDecimal.valueOf(least)) < 0) {
      throw StatesException.runtime(
          field + (least == 0 ? " cannot be negative." : " must be greater than 0."));
    }
    return value;
  }

  private static JsonNode batchBytes(JsonNode bytes) {
    atLeast("MaxInputBytesPerBatch", bytes, 1);
    if (bytes.longValue() > MOST_BATCH_BYTES) {
      throw StatesException.runtime(
          "MaxInputBytesPerBatch cannot be greater than " + MOST_BATCH_BYTES + ".");
    }
    return bytes;
  }

  private static JsonNode percentage(JsonNode percentage) {
    if (!isPercentage(percentage)) {
      throw StatesException.runtime("ToleratedFailurePercentage must be between 0 and 100.");
    }
    return percentage;
  }

  private static boolean isPercentage(JsonNode value) {
    return value.isNumber() && value.doubleValue() >= 0 && value.doubleValue() <= HUNDRED_PERCENT;
  }
}
