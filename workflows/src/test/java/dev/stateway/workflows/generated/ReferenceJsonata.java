package dev.stateway.workflows.generated;

import dev.stateway.translator.JsonText;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The part of JSONata that generated machines use; absent values are JSONata's nothing. */
final class ReferenceJsonata {
  private final ReferenceData data;
  private final String expression;
  private final String text;
  private final String field;
  private int at;

  ReferenceJsonata(ReferenceData data, String template, String field) {
    this.data = data;
    this.expression = template.substring(2, template.length() - 2).strip();
    this.text = expression + " ";
    this.field = field;
  }

  JsonNode evaluate() {
    var value = operations();
    if (value == null) {
      throw Failed.query(
          "The JSONata expression '%s' specified for the field '%s' returned nothing (undefined)."
              .formatted(expression, field),
          field);
    }
    return value;
  }

  /** From the left to the right: generated expressions have parentheses where it matters. */
  private @Nullable JsonNode operations() {
    var value = operand();
    while (true) {
      blanks();
      if (at >= text.length() || text.charAt(at) == ')') {
        return value;
      }
      var end = text.indexOf(' ', at);
      var operator = text.substring(at, end);
      at = end;
      value = operation(operator, value, operand());
    }
  }

  private static @Nullable JsonNode operation(
      String operator, @Nullable JsonNode left, @Nullable JsonNode right) {
    var nodes = JsonText.MAPPER.getNodeFactory();
    return switch (operator) {
      case "&" -> nodes.stringNode(string(left) + string(right));
      case "and" -> nodes.booleanNode(truth(left) && truth(right));
      case "or" -> nodes.booleanNode(truth(left) || truth(right));
      case "=" -> nodes.booleanNode(left != null && right != null && same(left, right));
      case "<" -> nodes.booleanNode(decimal(left).compareTo(decimal(right)) < 0);
      case "+" -> number(decimal(left).add(decimal(right)));
      case "*" -> number(decimal(left).multiply(decimal(right)));
      case "-" -> number(decimal(left).subtract(decimal(right)));
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private @Nullable JsonNode operand() {
    blanks();
    var first = text.charAt(at);
    if (first == '(') {
      at++;
      var value = operations();
      at++;
      return value;
    }
    if (first == '\'') {
      var end = text.indexOf('\'', at + 1);
      var value = text.substring(at + 1, end);
      at = end + 1;
      return JsonText.MAPPER.getNodeFactory().stringNode(value);
    }
    var end = at;
    while ("() ".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    var token = text.substring(at, end);
    at = end;
    if (text.charAt(at) == '(') {
      at++;
      var argument = operations();
      at++;
      return function(token, argument);
    }
    return first == '$' ? find(token) : JsonText.parse(token);
  }

  private static JsonNode function(String name, @Nullable JsonNode argument) {
    var nodes = JsonText.MAPPER.getNodeFactory();
    return switch (name) {
      case "$exists" -> nodes.booleanNode(argument != null);
      case "$count" -> nodes.numberNode(Objects.requireNonNull(argument).size());
      case "$uppercase" -> nodes.stringNode(string(argument).toUpperCase(Locale.ROOT));
      case "$sum" ->
          number(
              Objects.requireNonNull(argument)
                  .valueStream()
                  .map(ReferenceJsonata::decimal)
                  .reduce(BigDecimal.ZERO, BigDecimal::add));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private @Nullable JsonNode find(String token) {
    for (var root :
        Map.of(
                "$states.input", data.dollar(),
                "$states.context", data.context(),
                "$states.result", orNothing(data.result()),
                "$states.errorOutput", orNothing(data.errorOutput()))
            .entrySet()) {
      if (token.startsWith(root.getKey())) {
        return ReferenceData.walk(root.getValue(), token.substring(root.getKey().length()));
      }
    }
    return data.find(token);
  }

  private static JsonNode orNothing(@Nullable JsonNode value) {
    return value == null ? JsonText.MAPPER.missingNode() : value;
  }

  private static boolean truth(@Nullable JsonNode value) {
    return Objects.requireNonNull(value).booleanValue();
  }

  private static boolean same(JsonNode left, JsonNode right) {
    return (left.isNumber() && right.isNumber())
        ? decimal(left).compareTo(decimal(right)) == 0
        : left.equals(right);
  }

  private static String string(@Nullable JsonNode value) {
    return value == null ? "" : value.asString();
  }

  private static BigDecimal decimal(@Nullable JsonNode value) {
    return Objects.requireNonNull(value).decimalValue();
  }

  private static JsonNode number(BigDecimal value) {
    return JsonText.MAPPER.getNodeFactory().numberNode(value.intValueExact());
  }

  private void blanks() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }
}
