package dev.stateway.api.auth.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Reads the conditions of a statement.
 *
 * @param members what notes problems
 * @param variables whether texts may have policy variables
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">Condition
 *     operators</a>
 */
record ConditionParser(PolicyMembers members, boolean variables) {
  /** The conditions of this object; none where it is missing. */
  List<Condition> conditions(JsonPointer at, JsonNode node) {
    var conditions = new ArrayList<Condition>();
    if (!node.isMissingNode() && !node.isObject()) {
      members.problem(at, "Condition must be an object");
    }
    for (var name : node.propertyNames()) {
      var here = at.appendProperty(name);
      var keys = node.path(name);
      var template = operator(here, name);
      if (!keys.isObject()) {
        members.problem(here, name + " must be an object of condition keys");
      }
      for (var key : keys.propertyNames()) {
        template.ifPresent(of -> conditions.add(condition(of, here, keys, key)));
      }
    }
    return conditions;
  }

  private Optional<Condition> operator(JsonPointer at, String name) {
    var rest = name;
    var set = Condition.SetRule.NONE;
    if (rest.startsWith("ForAllValues:") || rest.startsWith("ForAnyValue:")) {
      set = rest.startsWith("ForAll") ? Condition.SetRule.ALL : Condition.SetRule.ANY;
      rest = rest.substring(rest.indexOf(':') + 1);
    }
    var ifExists = rest.endsWith("IfExists");
    var plain = ifExists ? rest.substring(0, rest.length() - "IfExists".length()) : rest;
    var operator = ConditionOperator.named(plain);
    var qualified = ifExists || set != Condition.SetRule.NONE;
    if (operator.isEmpty() || (qualified && operator.get() == ConditionOperator.NULL)) {
      members.problem(at, "there is no condition operator " + name);
      return Optional.empty();
    }
    return Optional.of(new Condition(operator.get(), set, ifExists, "", List.of()));
  }

  private Condition condition(Condition template, JsonPointer at, JsonNode keys, String key) {
    var operator = template.operator();
    var values = new ArrayList<TextPattern>();
    for (var text : members.texts(at, keys, key)) {
      var pattern = TextPattern.of(text.getValue(), variables);
      values.add(pattern);
      if (pattern.variables().isEmpty()) {
        operator
            .problem(text.getValue())
            .ifPresent(why -> members.problem(text.getKey(), "'" + text.getValue() + "' " + why));
      }
    }
    return new Condition(operator, template.set(), template.ifExists(), key, values);
  }
}
