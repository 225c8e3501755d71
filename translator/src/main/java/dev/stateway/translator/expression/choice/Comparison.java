package dev.stateway.translator.expression.choice;

import dev.stateway.translator.expression.Timestamps;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * The comparison operators; those that are not {@code Is...} or {@code StringMatches} also have a
 * {@code ...Path} form.
 *
 * @see <a href="https://states-language.net/spec.html#choice-state-rules">Choice rules</a>
 */
enum Comparison {
  STRING_EQUALS("StringEquals", Operand.STRING, strings(c -> c == 0)),
  STRING_LESS_THAN("StringLessThan", Operand.STRING, strings(c -> c < 0)),
  STRING_GREATER_THAN("StringGreaterThan", Operand.STRING, strings(c -> c > 0)),
  STRING_LESS_THAN_EQUALS("StringLessThanEquals", Operand.STRING, strings(c -> c <= 0)),
  STRING_GREATER_THAN_EQUALS("StringGreaterThanEquals", Operand.STRING, strings(c -> c >= 0)),
  STRING_MATCHES("StringMatches", Operand.PATTERN, Comparison::matches),
  NUMERIC_EQUALS("NumericEquals", Operand.NUMBER, numbers(c -> c == 0)),
  NUMERIC_LESS_THAN("NumericLessThan", Operand.NUMBER, numbers(c -> c < 0)),
  NUMERIC_GREATER_THAN("NumericGreaterThan", Operand.NUMBER, numbers(c -> c > 0)),
  NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Operand.NUMBER, numbers(c -> c <= 0)),
  NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Operand.NUMBER, numbers(c -> c >= 0)),
  BOOLEAN_EQUALS("BooleanEquals", Operand.BOOLEAN, Comparison::sameBoolean),
  TIMESTAMP_EQUALS("TimestampEquals", Operand.TIMESTAMP, timestamps(c -> c == 0)),
  TIMESTAMP_LESS_THAN("TimestampLessThan", Operand.TIMESTAMP, timestamps(c -> c < 0)),
  TIMESTAMP_GREATER_THAN("TimestampGreaterThan", Operand.TIMESTAMP, timestamps(c -> c > 0)),
  TIMESTAMP_LESS_THAN_EQUALS("TimestampLessThanEquals", Operand.TIMESTAMP, timestamps(c -> c <= 0)),
  TIMESTAMP_GREATER_THAN_EQUALS(
      "TimestampGreaterThanEquals", Operand.TIMESTAMP, timestamps(c -> c >= 0)),
  IS_NULL("IsNull", Operand.FLAG, is(JsonNode::isNull)),
  IS_PRESENT("IsPresent", Operand.FLAG, is(_ -> true)),
  IS_NUMERIC("IsNumeric", Operand.FLAG, is(JsonNode::isNumber)),
  IS_STRING("IsString", Operand.FLAG, is(JsonNode::isString)),
  IS_BOOLEAN("IsBoolean", Operand.FLAG, is(JsonNode::isBoolean)),
  IS_TIMESTAMP("IsTimestamp", Operand.FLAG, is(Comparison::isTimestamp));

  private static final Map<String, Comparison> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(c -> c.field, c -> c));

  private final String field;
  private final Operand operand;

  // Lambdas and method references over nothing but their arguments.
  @SuppressWarnings("ImmutableEnumChecker")
  private final BiPredicate<JsonNode, JsonNode> predicate;

  Comparison(String field, Operand operand, BiPredicate<JsonNode, JsonNode> predicate) {
    this.field = field;
    this.operand = operand;
    this.predicate = predicate;
  }

  /** What stands beside the operator in the definition. */
  enum Operand {
    STRING("[STRING]"),
    PATTERN("[STRING]"),
    NUMBER("Number"),
    BOOLEAN("[BOOLEAN]"),
    TIMESTAMP("Timestamp"),
    FLAG("[BOOLEAN]");

    private final String words;

    Operand(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    boolean accepts(JsonNode value) {
      return switch (this) {
        case STRING, PATTERN -> value.isString();
        case NUMBER -> value.isNumber();
        case BOOLEAN, FLAG -> value.isBoolean();
        case TIMESTAMP -> isTimestamp(value);
      };
    }
  }

  /** The operator of this field name, without {@code Path}. */
  static Optional<Comparison> named(String field) {
    return Optional.ofNullable(BY_NAME.get(field));
  }

  /** As in a definition. */
  String field() {
    return field;
  }

  Operand operand() {
    return operand;
  }

  boolean hasPathForm() {
    return operand != Operand.FLAG && operand != Operand.PATTERN;
  }

  /** Whether it holds; values of another type than the operator's never do. */
  boolean test(JsonNode value, JsonNode operandValue) {
    return predicate.test(value, operandValue);
  }

  private static BiPredicate<JsonNode, JsonNode> strings(IntPredicate order) {
    return (a, b) ->
        a.isString() && b.isString() && order.test(a.stringValue().compareTo(b.stringValue()));
  }

  private static BiPredicate<JsonNode, JsonNode> numbers(IntPredicate order) {
    return (a, b) -> a.isNumber() && b.isNumber() && order.test(compareNumbers(a, b));
  }

  private static int compareNumbers(JsonNode a, JsonNode b) {
    return a.canConvertToLong()
            && b.canConvertToLong()
            && a.isIntegralNumber()
            && b.isIntegralNumber()
        ? Long.compare(a.longValue(), b.longValue())
        : a.decimalValue().compareTo(b.decimalValue());
  }

  private static BiPredicate<JsonNode, JsonNode> timestamps(IntPredicate order) {
    return (a, b) -> {
      if (!a.isString() || !b.isString()) {
        return false;
      }
      var left = Timestamps.parse(a.stringValue());
      var right = Timestamps.parse(b.stringValue());
      return left.isPresent() && right.isPresent() && order.test(left.get().compareTo(right.get()));
    };
  }

  private static BiPredicate<JsonNode, JsonNode> is(Function<JsonNode, Boolean> property) {
    return (value, expected) -> property.apply(value) == expected.booleanValue();
  }

  private static boolean sameBoolean(JsonNode a, JsonNode b) {
    return a.isBoolean() && b.isBoolean() && a.booleanValue() == b.booleanValue();
  }

  private static boolean matches(JsonNode value, JsonNode pattern) {
    return value.isString() && Wildcard.compile(pattern.stringValue()).matches(value.stringValue());
  }

  private static boolean isTimestamp(JsonNode value) {
    return value.isString() && Timestamps.parse(value.stringValue()).isPresent();
  }
}
