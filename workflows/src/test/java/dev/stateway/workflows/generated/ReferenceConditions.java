package dev.stateway.workflows.generated;

import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** The comparisons of JSONPath Choice rules that generated machines use. */
record ReferenceConditions(ReferenceData data) {
  boolean holds(JsonNode rule) {
    if (rule.has("Not")) {
      return !holds(rule.get("Not"));
    }
    if (rule.has("And")) {
      return rule.get("And").valueStream().allMatch(this::holds);
    }
    if (rule.has("Or")) {
      return rule.get("Or").valueStream().anyMatch(this::holds);
    }
    var value = data.find(rule.get("Variable").stringValue());
    if (rule.has("IsPresent")) {
      return (value != null) == rule.get("IsPresent").booleanValue();
    }
    return compares(rule, Objects.requireNonNull(value));
  }

  private boolean compares(JsonNode rule, JsonNode value) {
    for (var member : rule.properties()) {
      var wanted = member.getValue();
      switch (member.getKey()) {
        case "NumericLessThan" -> {
          return value.isNumber() && compare(value, wanted) < 0;
        }
        case "NumericEquals" -> {
          return value.isNumber() && compare(value, wanted) == 0;
        }
        case "NumericGreaterThanEqualsPath" -> {
          var other = Objects.requireNonNull(data.find(wanted.stringValue()));
          return value.isNumber() && compare(value, other) >= 0;
        }
        case "StringEquals" -> {
          return value.equals(wanted);
        }
        case "StringLessThan" -> {
          return value.isString() && value.stringValue().compareTo(wanted.stringValue()) < 0;
        }
        case "StringMatches" -> {
          var start = wanted.stringValue().substring(0, wanted.stringValue().length() - 1);
          return value.isString() && value.stringValue().startsWith(start);
        }
        case "IsNumeric" -> {
          return value.isNumber() == wanted.booleanValue();
        }
        case "IsString" -> {
          return value.isString() == wanted.booleanValue();
        }
        default -> {
          // Another member of the rule.
        }
      }
    }
    throw new IllegalArgumentException(rule.toString());
  }

  private static int compare(JsonNode left, JsonNode right) {
    return left.decimalValue().compareTo(right.decimalValue());
  }
}
