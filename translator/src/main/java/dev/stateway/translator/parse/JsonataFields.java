package dev.stateway.translator.parse;

import dev.stateway.translator.expression.Expression;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Compiles the fields of a JSONata state. */
record JsonataFields(Fields fields) {
  static boolean isExpression(JsonNode value) {
    return value.isString();
  }

  @Nullable Expression template(String field) {
    if (fields.json(field) != null) {
      fields.problem("JSONata is not supported yet", field);
    }
    return null;
  }

  @Nullable Expression items(String field) {
    return template(field);
  }

  @Nullable Expression condition(String field) {
    return template(field);
  }

  @Nullable Expression integer(String field) {
    return template(field);
  }

  @Nullable Expression number(String field, boolean integer) {
    return template(field);
  }

  @Nullable Expression timestamp(String field) {
    return template(field);
  }
}
