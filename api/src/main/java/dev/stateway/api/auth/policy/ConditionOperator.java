package dev.stateway.api.auth.policy;

import dev.stateway.api.auth.policy.TextPattern.Resolved;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How a condition compares; the negated ones are the positive ones of which the answer is turned
 * round.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">Condition
 *     operators</a>
 */
enum ConditionOperator {
  STRING_EQUALS("StringEquals", false),
  STRING_NOT_EQUALS("StringNotEquals", true),
  STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false),
  STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true),
  STRING_LIKE("StringLike", false),
  STRING_NOT_LIKE("StringNotLike", true),
  NUMERIC_EQUALS("NumericEquals", false),
  NUMERIC_NOT_EQUALS("NumericNotEquals", true),
  NUMERIC_LESS_THAN("NumericLessThan", false),
  NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false),
  NUMERIC_GREATER_THAN("NumericGreaterThan", false),
  NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false),
  DATE_EQUALS("DateEquals", false),
  DATE_NOT_EQUALS("DateNotEquals", true),
  DATE_LESS_THAN("DateLessThan", false),
  DATE_LESS_THAN_EQUALS("DateLessThanEquals", false),
  DATE_GREATER_THAN("DateGreaterThan", false),
  DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false),
  BOOL("Bool", false),
  BINARY_EQUALS("BinaryEquals", false),
  IP_ADDRESS("IpAddress", false),
  NOT_IP_ADDRESS("NotIpAddress", true),
  ARN_EQUALS("ArnEquals", false),
  ARN_LIKE("ArnLike", false),
  ARN_NOT_EQUALS("ArnNotEquals", true),
  ARN_NOT_LIKE("ArnNotLike", true),
  /** Whether the key is absent: answered before any value is compared. */
  NULL("Null", false);

  private final String text;
  private final boolean negated;

  ConditionOperator(String text, boolean negated) {
    this.text = text;
    this.negated = negated;
  }

  /** The operator of this name; IAM's names match without case. */
  static Optional<ConditionOperator> named(String name) {
    return Arrays.stream(values())
        .filter(operator -> operator.text.equalsIgnoreCase(name))
        .findFirst();
  }

  boolean negated() {
    return negated;
  }

  /** Whether a value is as wanted, before any negation. */
  boolean test(Resolved wanted, String value) {
    return switch (this) {
      case STRING_EQUALS, STRING_NOT_EQUALS -> wanted.literal().equals(value);
      case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE, BOOL ->
          wanted.literal().equalsIgnoreCase(value);
      case STRING_LIKE, STRING_NOT_LIKE -> wanted.matches(value);
      case NUMERIC_EQUALS, NUMERIC_NOT_EQUALS ->
          ValueTests.numbers(wanted, value, order -> order == 0);
      case NUMERIC_LESS_THAN -> ValueTests.numbers(wanted, value, order -> order < 0);
      case NUMERIC_LESS_THAN_EQUALS -> ValueTests.numbers(wanted, value, order -> order <= 0);
      case NUMERIC_GREATER_THAN -> ValueTests.numbers(wanted, value, order -> order > 0);
      case NUMERIC_GREATER_THAN_EQUALS -> ValueTests.numbers(wanted, value, order -> order >= 0);
      case DATE_EQUALS, DATE_NOT_EQUALS -> ValueTests.dates(wanted, value, order -> order == 0);
      case DATE_LESS_THAN -> ValueTests.dates(wanted, value, order -> order < 0);
      case DATE_LESS_THAN_EQUALS -> ValueTests.dates(wanted, value, order -> order <= 0);
      case DATE_GREATER_THAN -> ValueTests.dates(wanted, value, order -> order > 0);
      case DATE_GREATER_THAN_EQUALS -> ValueTests.dates(wanted, value, order -> order >= 0);
      case BINARY_EQUALS -> ValueTests.sameBytes(wanted, value);
      case IP_ADDRESS, NOT_IP_ADDRESS -> ValueTests.inRange(wanted, value);
      case ARN_EQUALS, ARN_LIKE, ARN_NOT_EQUALS, ARN_NOT_LIKE -> ValueTests.arnLike(wanted, value);
      case NULL -> false;
    };
  }

  /** What is wrong with a value that is wanted, if it can never match. */
  Optional<String> problem(String wanted) {
    var kind = name().toLowerCase(Locale.ROOT);
    if (kind.startsWith("numeric")) {
      return ValueTests.number(wanted).isPresent()
          ? Optional.empty()
          : Optional.of("is not a number");
    }
    if (kind.startsWith("date")) {
      return ValueTests.instant(wanted).isPresent()
          ? Optional.empty()
          : Optional.of("is not a date: 2026-01-31T12:00:00Z, or seconds since 1970");
    }
    return switch (this) {
      case BOOL, NULL ->
          wanted.equalsIgnoreCase("true") || wanted.equalsIgnoreCase("false")
              ? Optional.empty()
              : Optional.of("is neither true nor false");
      case IP_ADDRESS, NOT_IP_ADDRESS ->
          ValueTests.isRange(wanted)
              ? Optional.empty()
              : Optional.of("is not an address or a range like 203.0.113.0/24");
      default -> Optional.empty();
    };
  }
}
