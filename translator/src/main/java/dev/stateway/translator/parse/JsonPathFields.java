package dev.stateway.translator.parse;

import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Literal;
import dev.stateway.translator.expression.ReferencePath;
import dev.stateway.translator.expression.intrinsic.IntrinsicParser;
import dev.stateway.translator.expression.jsonpath.InvalidJsonPathException;
import dev.stateway.translator.expression.jsonpath.JsonPathExpression;
import dev.stateway.translator.expression.jsonpath.ReferencePaths;
import dev.stateway.translator.expression.template.JsonPathLeaves;
import dev.stateway.translator.expression.template.Template;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Compiles the fields of a JSONPath state. */
record JsonPathFields(Fields fields) {
  /** A path to data; JSON null means an empty object. */
  @Nullable Expression path(String field) {
    var value = fields.json(field);
    return value != null && value.isNull()
        ? new Literal(JsonNodeFactory.instance.objectNode())
        : path(field, JsonPathExpression.INVALID_PATH);
  }

  /** A path to data with its own words for the case that it leads nowhere. */
  @Nullable JsonPathExpression path(String field, JsonPathExpression.Missing missing) {
    var text = fields.text(field);
    if (text == null) {
      return null;
    }
    try {
      var path = JsonPathExpression.compile(text, missing);
      fields.refersTo(path, field);
      return path;
    } catch (InvalidJsonPathException.Unbounded e) {
      fields.problem(String.valueOf(e.getMessage()), field);
    } catch (InvalidJsonPathException _) {
      // AWS says the same whatever is wrong with it.
      fields.problem("Value must be a valid JSONPath.", field);
    }
    return null;
  }

  /** A path to exactly one place of the input or of a variable. */
  @Nullable JsonPathExpression reference(String field, JsonPathExpression.Missing missing) {
    var text = fields.text(field);
    if (text == null) {
      return null;
    }
    try {
      var path = JsonPathExpression.compileReference(text, missing);
      fields.refersTo(path, field);
      return path;
    } catch (InvalidJsonPathException e) {
      fields.problem("Value is not a Reference Path: " + e.getMessage(), field);
      return null;
    }
  }

  /** A path or an intrinsic function call that gives text. */
  @Nullable Expression text(String field) {
    var text = fields.text(field);
    if (text == null) {
      return null;
    }
    try {
      if (text.startsWith("$") || IntrinsicParser.givesText(text)) {
        var expression = JsonPathLeaves.compile(field, text);
        fields.refersTo(expression, field);
        return expression;
      }
    } catch (InvalidJsonPathException _) {
      // AWS says the same whatever is wrong with it.
    }
    fields.problem(
        "The value for the field must be a valid JSONPath or an intrinsic function expression that"
            + " returns a string (ArrayGetItem, Base64Encode, Base64Decode, Format, JsonToString,"
            + " Hash, or UUID).",
        field);
    return null;
  }

  @Nullable Expression assign() {
    VariableNames.check(fields, ".$");
    return template("Assign");
  }

  @Nullable Expression template(String field) {
    var value = fields.json(field);
    if (value == null) {
      return null;
    }
    var template =
        new Template(new JsonPathLeaves(fields.problems()))
            .compile(field, value, fields.place(field));
    fields.refersTo(template, field);
    return template;
  }

  /** Where a result goes, and whether it goes nowhere. */
  record ResultPath(@Nullable ReferencePath path, boolean discard) {}

  ResultPath resultPath() {
    var value = fields.json("ResultPath");
    if (value == null || value.isNull()) {
      return new ResultPath(null, value != null);
    }
    var text = fields.text("ResultPath");
    if (text == null) {
      return new ResultPath(null, false);
    }
    try {
      return new ResultPath(ReferencePaths.compile(text), false);
    } catch (InvalidJsonPathException e) {
      fields.problem("Value is not a Reference Path: " + e.getMessage(), "ResultPath");
      return new ResultPath(null, false);
    }
  }
}
