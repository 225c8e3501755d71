package dev.stateway.translator.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Numbers between JSON and Java without the traps of huge exponents. */
public final class Numbers {
  private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final BigDecimal HALF = new BigDecimal("0.5");

  private Numbers() {}

  /** The node that the parser would make of this number, so that equal numbers are equal nodes. */
  public static JsonNode node(long value) {
    return (int) value == value
        ? JsonNodeFactory.instance.numberNode((int) value)
        : JsonNodeFactory.instance.numberNode(value);
  }

  /** The node that the parser would make of this number. */
  public static JsonNode node(BigInteger value) {
    return value.bitLength() < Long.SIZE
        ? node(value.longValue())
        : JsonNodeFactory.instance.numberNode(value);
  }

  /** The number as a long, if it is written as an integer and fits. */
  public static Optional<Long> integer(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong()
        ? Optional.of(node.longValue())
        : Optional.empty();
  }

  /**
   * The nearest long, halves up towards positive infinity as AWS does; empty if it does not fit.
   */
  public static Optional<Long> rounded(JsonNode node) {
    if (!node.isNumber()) {
      return Optional.empty();
    }
    var decimal = node.decimalValue();
    // Compared before it is rounded: 1E999999999 would need gigabytes as an integer.
    if (decimal.compareTo(LONG_MIN) < 0 || decimal.compareTo(LONG_MAX) > 0) {
      return Optional.empty();
    }
    if (decimal.abs().compareTo(HALF) < 0) {
      return Optional.of(0L);
    }
    return Optional.of(decimal.add(HALF).setScale(0, RoundingMode.FLOOR).longValue());
  }
}
