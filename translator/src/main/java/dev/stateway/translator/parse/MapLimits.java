package dev.stateway.translator.parse;

import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Literal;
import dev.stateway.translator.expression.Numbers;
import dev.stateway.translator.expression.jsonpath.JsonPathExpression;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Parses the numbers of a Map state: each a number, an expression or, with {@code Path}, a path.
 */
record MapLimits(Context context) {
  private static final int HUNDRED_PERCENT = 100;

  @Nullable Expression maxConcurrency() {
    return limit("MaxConcurrency", UnaryOperator.identity(), true);
  }

  @Nullable Expression toleratedFailureCount() {
    return limit("ToleratedFailureCount", MapLimits::notNegative, true);
  }

  @Nullable Expression toleratedFailurePercentage() {
    return limit("ToleratedFailurePercentage", MapLimits::percentage, false);
  }

  private @Nullable Expression limit(String field, UnaryOperator<JsonNode> check, boolean integer) {
    var fields = context.fields();
    var value = fields.json(field);
    if (context.isJsonata() && value != null && JsonataFields.isExpression(value)) {
      var number = new JsonataFields(fields).number(field, integer);
      return number == null ? null : scope -> check.apply(number.evaluate(scope));
    }
    var path = context.isJsonata() ? null : fromPath(field + "Path", check, integer);
    if (value == null) {
      return path;
    }
    if (path != null) {
      fields
          .problems()
          .schema(
              "Only one of '%s' and '%sPath' is allowed".formatted(field, field),
              fields.location());
    }
    return literal(field, value, integer);
  }

  private @Nullable Expression literal(String field, JsonNode value, boolean integer) {
    var fields = context.fields();
    if (integer) {
      var number = fields.integer(field, 0);
      return number == null ? null : new Literal(Numbers.node(number));
    }
    if (!value.isNumber()) {
      fields.problem("Expected value of type Number", field);
    } else if (!isPercentage(value)) {
      fields.problem("Value must be between 0 and " + HUNDRED_PERCENT, field);
    }
    return new Literal(value);
  }

  private @Nullable Expression fromPath(
      String field, UnaryOperator<JsonNode> check, boolean integer) {
    var path = new JsonPathFields(context.fields()).path(field, JsonPathExpression.INVALID_PATH);
    return path == null
        ? null
        : scope -> check.apply(NumberPath.value(field, path, path.evaluate(scope), integer));
  }

  private static JsonNode notNegative(JsonNode count) {
    if (count.decimalValue().signum() < 0) {
      throw StatesException.runtime("ToleratedFailureCount cannot be negative.");
    }
    return count;
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
