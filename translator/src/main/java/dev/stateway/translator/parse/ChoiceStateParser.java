package dev.stateway.translator.parse;

import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.choice.Condition;
import dev.stateway.translator.expression.choice.DataTests;
import dev.stateway.translator.expression.jsonpath.InvalidJsonPathException;
import dev.stateway.translator.expression.jsonpath.JsonPathExpression;
import dev.stateway.translator.model.ChoiceState;
import dev.stateway.translator.model.State;
import dev.stateway.translator.parse.DataFlowParser.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parses a Choice state. */
final class ChoiceStateParser {
  private static final List<String> COMBINERS = List.of("And", "Or", "Not");

  private ChoiceStateParser() {}

  static @Nullable State parse(Context context) {
    var fields = context.fields();
    var flow = DataFlowParser.parse(context, Part.ASSIGN);
    var rules = new ArrayList<ChoiceState.Rule>();
    boolean complete = true;
    for (var rule : fields.requiredObjects("Choices")) {
      var parsed = rule(context, rule);
      complete &= parsed != null;
      if (parsed != null) {
        rules.add(parsed);
      }
      rule.close();
    }
    Hints.constantConditions(fields);
    var defaultNext = fields.text("Default");
    return complete ? new ChoiceState(context.name(), flow, rules, defaultNext) : null;
  }

  private static ChoiceState.@Nullable Rule rule(Context context, Fields fields) {
    fields.text("Comment");
    var next = fields.requiredText("Next");
    if (context.isJsonata()) {
      fields.ofOtherLanguage(context.language(), jsonPathFields(fields));
      var jsonata = new JsonataFields(fields);
      fields.require("Condition");
      var condition = jsonata.condition("Condition");
      var output = jsonata.template("Output");
      var assign = jsonata.assign();
      return condition == null || next == null
          ? null
          : new ChoiceState.Rule(condition, next, output, assign);
    }
    fields.ofOtherLanguage(context.language(), "Condition", "Output");
    var assign = new JsonPathFields(fields).assign();
    Expression condition = condition(fields);
    return condition == null || next == null
        ? null
        : new ChoiceState.Rule(condition, next, null, assign);
  }

  private static String[] jsonPathFields(Fields rule) {
    return rule.names().stream()
        .filter(name ->
            name.equals("Variable") || COMBINERS.contains(name) || DataTests.isOperator(name))
        .toArray(String[]::new);
  }

  private static @Nullable Condition condition(Fields fields) {
    var combiners = COMBINERS.stream().filter(fields::has).toList();
    var operators = fields.names().stream().filter(DataTests::isOperator).toList();
    if (combiners.size() + operators.size() != 1) {
      combiners.forEach(fields::ignore);
      operators.forEach(fields::ignore);
      fields.ignore("Variable");
      if (combiners.isEmpty() && operators.isEmpty()) {
        fields
            .problems()
            .schema("A comparison operator, And, Or or Not is required", fields.location());
      } else {
        fields.exclusive(
            Stream.of(combiners, operators).flatMap(List::stream).toArray(String[]::new));
      }
      return null;
    }
    return combiners.isEmpty()
        ? dataTest(fields, operators.getFirst())
        : combined(fields, combiners.getFirst());
  }

  private static @Nullable Condition combined(Fields fields, String combiner) {
    if (combiner.equals("Not")) {
      var negated = fields.object(combiner);
      var condition = negated == null ? null : inner(negated);
      return condition == null ? null : new Condition.Not(condition);
    }
    var conditions =
        fields.requiredObjects(combiner).stream().map(ChoiceStateParser::inner).toList();
    if (conditions.stream().anyMatch(Objects::isNull)) {
      return null;
    }
    var whole = conditions.stream().filter(Objects::nonNull).toList();
    return combiner.equals("And") ? new Condition.And(whole) : new Condition.Or(whole);
  }

  private static @Nullable Condition inner(Fields fields) {
    fields.text("Comment");
    var condition = condition(fields);
    fields.close();
    return condition;
  }

  private static @Nullable Condition dataTest(Fields fields, String operator) {
    fields.require("Variable");
    var operand = fields.json(operator);
    var variable = variable(fields);
    if (variable == null || operand == null) {
      return null;
    }
    if (!operator.endsWith("Path")) {
      Hints.noPath(fields, operator);
    }
    try {
      var test = DataTests.compile(variable, operator, operand);
      fields.refersTo(test, operator);
      return test;
    } catch (InvalidJsonPathException e) {
      fields.problem("Value is not a Reference Path: " + e.getMessage(), operator);
    } catch (IllegalArgumentException e) {
      fields.problem("Expected value of type " + e.getMessage(), operator);
    }
    return null;
  }

  private static @Nullable JsonPathExpression variable(Fields fields) {
    var text = fields.text("Variable");
    if (text == null) {
      return null;
    }
    try {
      return DataTests.variable(text);
    } catch (InvalidJsonPathException e) {
      fields.problem("Value is not a Reference Path: " + e.getMessage(), "Variable");
      return null;
    }
  }
}
