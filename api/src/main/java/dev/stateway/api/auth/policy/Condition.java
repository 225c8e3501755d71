package dev.stateway.api.auth.policy;

import java.util.List;
import java.util.function.Predicate;

/**
 * One key of a condition block and what it has to be like.
 *
 * @param operator how it is compared
 * @param set how keys with several values are taken
 * @param ifExists whether a request without the key fits
 * @param key the condition key
 * @param values of which one has to match
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html">Condition</a>
 */
record Condition(
    ConditionOperator operator,
    SetRule set,
    boolean ifExists,
    String key,
    List<TextPattern> values) {
  Condition {
    values = List.copyOf(values);
  }

  /** How keys with several values are taken. */
  enum SetRule {
    /** As a key with one value. */
    NONE,
    /** {@code ForAllValues:}. */
    ALL,
    /** {@code ForAnyValue:}. */
    ANY
  }

  boolean matches(RequestContext context) {
    var present = context.values(key);
    if (operator == ConditionOperator.NULL) {
      return values.stream()
          .anyMatch(wanted -> Boolean.parseBoolean(wanted.toString()) == present.isEmpty());
    }
    if (present.isEmpty()) {
      return switch (set) {
        case ALL -> true;
        case ANY -> ifExists;
        case NONE -> ifExists || operator.negated();
      };
    }
    Predicate<String> one = value -> isWanted(value, context);
    Predicate<String> fits = operator.negated() ? one.negate() : one;
    return switch (set) {
      case ALL -> present.stream().allMatch(fits);
      case ANY -> present.stream().anyMatch(fits);
      // Of a key with several values any one counts, so a negated operator needs all to differ.
      case NONE ->
          operator.negated() ? present.stream().allMatch(fits) : present.stream().anyMatch(fits);
    };
  }

  private boolean isWanted(String value, RequestContext context) {
    return values.stream()
        .anyMatch(wanted ->
            wanted.resolve(context).map(resolved -> operator.test(resolved, value)).orElse(false));
  }
}
