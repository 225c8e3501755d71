package dev.stateway.translator.parse;

import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Literal;
import dev.stateway.translator.model.DataFlow.JsonPathFlow;
import dev.stateway.translator.model.DataFlow.JsonataFlow;
import dev.stateway.translator.model.FailState;
import dev.stateway.translator.model.State;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** Parses a Fail state. */
final class FailStateParser {
  private FailStateParser() {}

  static State parse(Context context) {
    var flow = context.isJsonata() ? JsonataFlow.WITHOUT_PHASES : JsonPathFlow.WITHOUT_PHASES;
    return new FailState(context.name(), flow, text(context, "Error"), text(context, "Cause"));
  }

  private static @Nullable Expression text(Context context, String field) {
    var fields = context.fields();
    var pathField = field + "Path";
    if (context.isJsonata()) {
      fields.ofOtherLanguage(context.language(), pathField);
      return new JsonataFields(fields).text(field);
    }
    fields.exclusive(field, pathField);
    var path = new JsonPathFields(fields).text(pathField);
    var text = fields.text(field);
    Hints.noPath(fields, field);
    return text == null ? path : new Literal(StringNode.valueOf(text));
  }
}
