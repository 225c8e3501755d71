package dev.stateway.translator.parse;

import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Literal;
import dev.stateway.translator.expression.Numbers;
import dev.stateway.translator.expression.Timestamps;
import dev.stateway.translator.expression.jsonpath.JsonPathExpression;
import dev.stateway.translator.model.State;
import dev.stateway.translator.model.WaitState;
import dev.stateway.translator.parse.DataFlowParser.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Parses a Wait state. */
final class WaitStateParser {
  private static final List<String> FORMS =
      List.of("Seconds", "SecondsPath", "Timestamp", "TimestampPath");

  private WaitStateParser() {}

  static @Nullable State parse(Context context) {
    var fields = context.fields();
    var flow = DataFlowParser.parse(context, Part.ASSIGN);
    var transition = StateParser.transition(fields);
    if (context.isJsonata()) {
      fields.ofOtherLanguage(context.language(), "SecondsPath", "TimestampPath");
    }
    var forms = context.isJsonata() ? List.of("Seconds", "Timestamp") : FORMS;
    var given = forms.stream().filter(fields::has).toList();
    if (given.isEmpty()) {
      fields
          .problems()
          .schema("There should be one of the following fields: " + forms, fields.location());
      return null;
    }
    if (given.size() > 1) {
      fields.exclusive(given.toArray(String[]::new));
      given.forEach(form -> until(context, form));
      return null;
    }
    var form = given.getFirst();
    var until = until(context, form);
    return until == null
        ? null
        : new WaitState(context.name(), flow, form.startsWith("Seconds"), until, transition);
  }

  private static @Nullable Expression until(Context context, String form) {
    var fields = context.fields();
    var json = fields.json(form);
    if (context.isJsonata() && json != null && JsonataFields.isExpression(json)) {
      return form.equals("Seconds")
          ? new JsonataFields(fields).number(form, true)
          : new JsonataFields(fields).timestamp(form);
    }
    return switch (form) {
      case "Seconds" -> {
        var seconds = fields.integer(form, 0, Fields.MOST_SECONDS);
        yield seconds == null ? null : new Literal(Numbers.node(seconds));
      }
      case "Timestamp" -> timestamp(fields, form);
      default -> fromPath(new JsonPathFields(fields), form);
    };
  }

  private static @Nullable Expression timestamp(Fields fields, String form) {
    var text = fields.text(form);
    if (text == null) {
      return null;
    }
    if (Timestamps.parse(text).isEmpty()) {
      fields.problem("String does not match RFC3339 timestamp", form);
      return null;
    }
    return new Literal(StringNode.valueOf(text));
  }

  private static @Nullable Expression fromPath(JsonPathFields fields, String form) {
    var path =
        fields.reference(
            form,
            (text, _, _) ->
                StatesException.runtime(
                    "The %s parameter does not reference an input value: %s"
                        .formatted(form, text)));
    if (path == null) {
      return null;
    }
    return form.equals("SecondsPath")
        ? scope -> seconds(path, path.evaluate(scope))
        : scope -> timestamp(path, path.evaluate(scope));
  }

  private static JsonNode seconds(JsonPathExpression path, JsonNode value) {
    if (Numbers.integer(value).isEmpty()) {
      throw StatesException.runtime(
          "The SecondsPath parameter cannot be parsed as a long value: %s == %s"
              .formatted(path.text(), value.asString(value.toString())));
    }
    return value;
  }

  private static JsonNode timestamp(JsonPathExpression path, JsonNode value) {
    if (!value.isString() || Timestamps.parse(value.stringValue()).isEmpty()) {
      throw StatesException.runtime(
          "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: %s == %s"
              .formatted(path.text(), value.asString(value.toString())));
    }
    return value;
  }
}
