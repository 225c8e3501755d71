package dev.stateway.translator.parse;

import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Literal;
import dev.stateway.translator.expression.Numbers;
import dev.stateway.translator.expression.jsonpath.JsonPathExpression;
import dev.stateway.translator.model.Resource;
import dev.stateway.translator.model.State;
import dev.stateway.translator.model.TaskState;
import dev.stateway.translator.parse.DataFlowParser.Part;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Parses a Task state. */
final class TaskStateParser {
  private TaskStateParser() {}

  static @Nullable State parse(Context context) {
    var fields = context.fields();
    var resource = ResourceParser.parse(context);
    if (resource instanceof Resource.Approval) {
      ApprovalArguments.check(context);
    }
    var flow =
        DataFlowParser.parse(
            context,
            Part.PARAMETERS,
            Part.ARGUMENTS,
            Part.RESULT_SELECTOR,
            Part.RESULT_PATH,
            Part.ASSIGN);
    var timeout = seconds(context, "TimeoutSeconds");
    var heartbeat = seconds(context, "HeartbeatSeconds");
    checkHeartbeat(fields, timeout, heartbeat);
    var credentials = credentials(context);
    var retriers = ErrorHandlingParser.retriers(fields);
    var catchers = ErrorHandlingParser.catchers(context);
    var transition = StateParser.transition(fields);
    return resource == null
        ? null
        : new TaskState(
            context.name(),
            resource,
            flow,
            timeout,
            heartbeat,
            credentials,
            retriers,
            catchers,
            transition);
  }

  private static @Nullable Expression seconds(Context context, String field) {
    var fields = context.fields();
    var value = fields.json(field);
    if (context.isJsonata() && value != null && JsonataFields.isExpression(value)) {
      fields.ofOtherLanguage(context.language(), field + "Path");
      return new JsonataFields(fields).number(field, true);
    }
    if (context.isJsonata()) {
      fields.ofOtherLanguage(context.language(), field + "Path");
    }
    var path = context.isJsonata() ? null : fromPath(fields, field + "Path");
    if (value == null) {
      return path;
    }
    fields.exclusive(field, field + "Path");
    var seconds = fields.integer(field, 1, Fields.MOST_SECONDS);
    return seconds == null ? null : new Literal(Numbers.node(seconds));
  }

  private static @Nullable Expression fromPath(Fields fields, String field) {
    var path = new JsonPathFields(fields).reference(field, JsonPathExpression.INVALID_PATH);
    return path == null ? null : scope -> NumberPath.value(field, path, path.evaluate(scope), true);
  }

  private static void checkHeartbeat(
      Fields fields, @Nullable Expression timeout, @Nullable Expression heartbeat) {
    if (timeout instanceof Literal(JsonNode limit)
        && heartbeat instanceof Literal(JsonNode beat)
        && beat.longValue() >= limit.longValue()) {
      fields.problem("Value must be less than TimeoutSeconds", "HeartbeatSeconds");
    }
  }

  private static @Nullable Expression credentials(Context context) {
    var credentials = context.fields().object("Credentials");
    if (credentials == null) {
      return null;
    }
    if (!credentials.has("RoleArn") && !credentials.has("RoleArn.$")) {
      credentials
          .problems()
          .schema("The field 'RoleArn' is required but was missing", credentials.location());
    }
    return context.isJsonata()
        ? new JsonataFields(context.fields()).template("Credentials")
        : new JsonPathFields(context.fields()).template("Credentials");
  }
}
