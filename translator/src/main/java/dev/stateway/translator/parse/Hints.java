package dev.stateway.translator.parse;

import dev.stateway.translator.expression.template.JsonPathLeaves;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Warnings of constants that look as if they were meant to be computed. */
final class Hints {
  private static final Pattern CONSTANT = Pattern.compile("\\{%\\s*(true|false)\\s*%}");

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

  /** Rules of a Choice whose constant condition makes them, or those behind them, useless. */
  static void constantConditions(Fields choice) {
    boolean decided = false;
    int index = 0;
    for (var rule : choice.peek("Choices")) {
      var place = choice.place("Choices").element(index++).pointer();
      if (decided) {
        choice
            .problems()
            .warning("UNREACHABLE_RULE", "A rule before this one always matches.", place);
      } else if (isConstant(rule, false)) {
        choice.problems().warning("UNREACHABLE_RULE", "This rule never matches.", place);
      }
      decided |= isConstant(rule, true);
    }
    if (decided && choice.has("Default")) {
      choice
          .problems()
          .warning(
              "UNREACHABLE_RULE",
              "A rule always matches: Default is never taken.",
              choice.at("Default"));
    }
  }

  private static boolean isConstant(JsonNode rule, boolean value) {
    var condition = rule.path("Condition");
    if (condition.isBoolean()) {
      return condition.booleanValue() == value;
    }
    var text = condition.asString("");
    boolean written = CONSTANT.matcher(text).matches() && text.contains(String.valueOf(value));
    return written || isPresence(rule, value);
  }

  /** The whole input is always there. */
  private static boolean isPresence(JsonNode rule, boolean value) {
    var present = rule.path("IsPresent");
    return rule.path("Variable").asString("").equals("$")
        && present.isBoolean()
        && present.booleanValue() == value;
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
