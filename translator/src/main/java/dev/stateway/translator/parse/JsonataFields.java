package dev.stateway.translator.parse;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.QueryEvaluationException;
import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Literal;
import dev.stateway.translator.expression.Numbers;
import dev.stateway.translator.expression.Timestamps;
import dev.stateway.translator.expression.jsonata.JsonataExpression;
import dev.stateway.translator.expression.jsonata.JsonataType;
import dev.stateway.translator.expression.template.JsonataLeaves;
import dev.stateway.translator.expression.template.Template;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Compiles the fields of a JSONata state. */
record JsonataFields(Fields fields) {
  static boolean isExpression(JsonNode value) {
    return JsonataLeaves.isExpression(value);
  }

  @Nullable Expression assign() {
    VariableNames.check(fields, "");
    return template("Assign");
  }

  @Nullable Expression template(String field) {
    var value = fields.json(field);
    if (value == null) {
      return null;
    }
    var template =
        new Template(new JsonataLeaves(fields.problems()))
            .compile(field, value, fields.place(field));
    fields.refersTo(template, field);
    return template;
  }

  /**
   * The items of a Map: an array, an expression that gives one, or the state's input, which has to
   * be one.
   */
  @Nullable Expression items(String field) {
    var value = fields.json(field);
    if (value == null) {
      return scope -> inputItems(scope.input());
    }
    if (isExpression(value)) {
      return typed(field, JsonataType.ARRAY);
    }
    if (!value.isArray()) {
      fields.problem("Expected value of type [ARRAY]", field);
      return null;
    }
    return template(field);
  }

  private static JsonNode inputItems(JsonNode input) {
    if (!input.isArray()) {
      throw new QueryEvaluationException(
          "Map state input must be an array but was: " + JsonText.write(input), null);
    }
    return input;
  }

  /** The condition of a Choice rule. */
  @Nullable Expression condition(String field) {
    var value = fields.json(field);
    if (value == null) {
      return null;
    }
    if (isExpression(value)) {
      return typed(field, JsonataType.BOOLEAN);
    }
    if (!value.isBoolean()) {
      fields.problem("Expected value of type [BOOLEAN]", field);
      return null;
    }
    return new Literal(value);
  }

  /** A text: constant or computed. */
  @Nullable Expression text(String field) {
    var value = fields.json(field);
    if (value != null && isExpression(value)) {
      return typed(field, JsonataType.STRING);
    }
    return fields.text(field) == null || value == null ? null : new Literal(value);
  }

  /** A computed number; call it for expressions only. */
  @Nullable Expression number(String field, boolean integer) {
    var expression = compile(field);
    if (expression.isEmpty()) {
      return null;
    }
    var compiled = expression.get();
    var name = fields.place(field).name();
    return scope -> {
      var value = compiled.evaluate(scope, JsonataType.NUMBER);
      if (integer && Numbers.integer(value).isEmpty()) {
        throw new QueryEvaluationException(
            "The JSONata expression '%s' specified for the field '%s' returned an unexpected result type. Expected 'integer', but was 'number' for value: %s"
                .formatted(compiled, name, JsonText.write(value)),
            name);
      }
      return value;
    };
  }

  /** A computed timestamp; call it for expressions only. */
  @Nullable Expression timestamp(String field) {
    var text = typed(field, JsonataType.STRING);
    if (text == null) {
      return null;
    }
    var name = fields.place(field).name();
    return scope -> {
      var value = text.evaluate(scope);
      if (Timestamps.parse(value.stringValue()).isEmpty()) {
        throw new QueryEvaluationException(
            "The %s field cannot be parsed as an ISO-8601 extended offset date-time format string: %s"
                .formatted(field, value.stringValue()),
            name);
      }
      return value;
    };
  }

  private @Nullable Expression typed(String field, JsonataType type) {
    return compile(field)
        .<Expression>map(expression -> scope -> expression.evaluate(scope, type))
        .orElse(null);
  }

  private Optional<JsonataExpression> compile(String field) {
    var text = fields.text(field);
    if (text == null) {
      return Optional.empty();
    }
    var expression = new JsonataLeaves(fields.problems()).expression(text, fields.place(field));
    fields.refersTo(expression.orElse(null), field);
    return expression;
  }
}
