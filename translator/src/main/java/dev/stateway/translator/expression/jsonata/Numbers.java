package dev.stateway.translator.expression.jsonata;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/**
 * The numbers of JSONata: doubles that show whole values as integers, but integers and decimals
 * that a double cannot hold stay exact until computed with.
 *
 * <p>Equal numbers are equal objects here (Integer, Long, BigInteger, Double, BigDecimal, the first
 * that holds the value), which comparison of objects and arrays relies on.
 */
final class Numbers {
  private static final double EXPONENT_FROM = 1e21;
  private static final double EXPONENT_BELOW = 1e-6;

  private Numbers() {}

  static Number of(JsonNode node) {
    return node.isIntegralNumber() ? of(node.bigIntegerValue()) : of(node.decimalValue());
  }

  static Number of(BigInteger value) {
    if (value.bitLength() < 32) {
      return value.intValue();
    }
    return value.bitLength() < 64 ? (Number) value.longValue() : value;
  }

  static Number of(BigDecimal value) {
    var number = value.doubleValue();
    return Double.isFinite(number) && decimal(number).compareTo(value) == 0 ? of(number) : value;
  }

  static Number of(double value) {
    var whole = (long) value;
    if (whole != value || whole == Long.MAX_VALUE) {
      return value;
    }
    return whole == (int) whole ? (Number) (int) whole : whole;
  }

  /** The shortest decimal that reads back as this double. */
  static BigDecimal decimal(double value) {
    return new BigDecimal(Double.toString(value));
  }

  /** An argument that stands for a whole number: AWS rounds it towards zero. */
  static long towardsZero(Object value) {
    return ((Number) value).longValue();
  }

  /** Whether a number in it is too large for a double. */
  static boolean hasInfinite(JsonNode tree) {
    return tree.isNumber()
        ? !Double.isFinite(tree.doubleValue())
        : tree.valueStream().anyMatch(Numbers::hasInfinite);
  }

  static JsonNode node(Number number) {
    return switch (number) {
      case Integer value -> JsonNodeFactory.instance.numberNode(value.intValue());
      case Long value -> JsonNodeFactory.instance.numberNode(value.longValue());
      case BigInteger value -> JsonNodeFactory.instance.numberNode(value);
      case BigDecimal value -> DecimalNode.valueOf(value);
      default -> node(number.doubleValue());
    };
  }

  /**
   * The text of a number as in a string: whole numbers in full up to 1e21, others with at most 15
   * digits.
   */
  static String text(Number number) {
    if (number instanceof Integer || number instanceof Long || number instanceof BigInteger) {
      return number.toString();
    }
    var value = number.doubleValue();
    if (!Double.isFinite(value)) {
      throw JsonataError.coded("D3001");
    }
    var digits = decimal(value);
    if (digits.signum() == 0) {
      return "0";
    }
    if (isWhole(value)) {
      return digits.toBigInteger().toString();
    }
    digits = digits.round(new java.math.MathContext(15, RoundingMode.HALF_UP)).stripTrailingZeros();
    var size = Math.abs(digits.doubleValue());
    return size < EXPONENT_FROM && size >= EXPONENT_BELOW
        ? digits.toPlainString()
        : scientific(digits);
  }

  private static JsonNode node(double value) {
    if (!Double.isFinite(value)) {
      // As on AWS: JSON has no such number.
      return StringNode.valueOf(Double.toString(value));
    }
    return isWhole(value)
        ? JsonNodeFactory.instance.numberNode(decimal(value).toBigInteger())
        : DecimalNode.valueOf(decimal(value));
  }

  private static boolean isWhole(double value) {
    return Math.abs(value) < EXPONENT_FROM && Math.rint(value) == value;
  }

  private static String scientific(BigDecimal digits) {
    var exponent = digits.precision() - digits.scale() - 1;
    return digits.scaleByPowerOfTen(-exponent).toPlainString()
        + (exponent < 0 ? "e-" : "e+")
        + Math.abs(exponent);
  }
}
