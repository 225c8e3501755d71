package dev.stateway.activities.lambda;

import dev.stateway.activities.lambda.LambdaInvoker.InvocationType;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;

/**
 * The parameters of {@code lambda:invoke}.
 *
 * @param function FunctionName and Qualifier
 * @param payload the event, JSON text
 * @param type InvocationType
 * @param clientContext ClientContext, as JSON text
 * @param tail whether LogType asks for the end of the log
 */
record InvokeArguments(
    FunctionName function,
    String payload,
    InvocationType type,
    @Nullable String clientContext,
    boolean tail) {
  private static final Set<String> NAMES =
      Set.of("FunctionName", "Qualifier", "Payload", "InvocationType", "ClientContext", "LogType");

  static InvokeArguments of(JsonNode arguments) {
    for (var name : arguments.propertyNames()) {
      if (!NAMES.contains(name)) {
        throw invalid("The field \"" + name + "\" is not supported by Step Functions");
      }
    }
    return new InvokeArguments(
        function(arguments),
        payload(arguments.path("Payload")),
        type(arguments.path("InvocationType")),
        clientContext(arguments.path("ClientContext")),
        isTail(arguments.path("LogType")));
  }

  static TaskFailedException invalid(String text) {
    return new TaskFailedException("States.Runtime", text);
  }

  private static FunctionName function(JsonNode arguments) {
    var text = arguments.path("FunctionName").stringValue("");
    var qualifier = arguments.path("Qualifier").stringValue("");
    var function =
        FunctionName.of(text)
            .orElseThrow(() -> invalid("FunctionName '" + text + "' names no Lambda function"));
    if (qualifier.isEmpty() || function.qualifier().isPresent()) {
      return function;
    }
    return FunctionName.of(text + ":" + qualifier)
        .orElseThrow(() -> invalid("Qualifier '" + qualifier + "' is no version or alias"));
  }

  /** A text that is JSON is the event itself; AWS takes it as already written. */
  private static String payload(JsonNode payload) {
    if (payload.isMissingNode() || payload.isNull()) {
      return "{}";
    }
    if (payload.isString() && isJson(payload.stringValue())) {
      return payload.stringValue();
    }
    return JsonText.write(payload);
  }

  private static InvocationType type(JsonNode type) {
    if (type.isMissingNode() || type.isNull()) {
      return InvocationType.REQUEST_RESPONSE;
    }
    var text = type.stringValue("");
    return Arrays.stream(InvocationType.values())
        .filter(candidate -> candidate.text().equals(text))
        .findFirst()
        .orElseThrow(() -> invalid("InvocationType " + type + " is unknown"));
  }

  private static boolean isTail(JsonNode logType) {
    var text = logType.stringValue("None");
    if (!Set.of("None", "Tail").contains(text)) {
      throw invalid("LogType " + logType + " is unknown");
    }
    return text.equals("Tail");
  }

  /** It travels in a header: without line ends, in ASCII. */
  private static @Nullable String clientContext(JsonNode context) {
    if (context.isMissingNode() || context.isNull()) {
      return null;
    }
    return JsonText.MAPPER
        .writer()
        .with(JsonWriteFeature.ESCAPE_NON_ASCII)
        .writeValueAsString(context);
  }

  private static boolean isJson(String text) {
    try {
      JsonText.parse(text);
      return true;
    } catch (JacksonException _) {
      return false;
    }
  }
}
