package dev.stateway.workflows.conformance;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the tasks of a case answer, as entries of its {@code tasks}: those that were recorded, else
 * what its mock configuration says, else what its functions do.
 */
final class RecordedAnswers {
  private static final String SUCCEEDED = "TaskSucceeded";

  private final Map<String, List<JsonNode>> recorded = new LinkedHashMap<>();
  private final Map<String, Integer> calls = new LinkedHashMap<>();
  private final JsonNode mockConfig;
  private final JsonNode functions;
  private final JsonNode history;

  RecordedAnswers(JsonNode data) {
    for (var task : data.path("tasks")) {
      recorded.computeIfAbsent(task.get("state").stringValue(), _ -> new ArrayList<>()).add(task);
    }
    mockConfig = data.path("mockConfig");
    functions = data.path("lambdas");
    history = data.path("expected").path("history");
  }

  /** The answer to the next attempt of a state; null when there is none. */
  JsonNode next(TaskRequest request) {
    var call = calls.merge(request.stateName(), 1, Integer::sum) - 1;
    var tasks = recorded.get(request.stateName());
    if (tasks != null) {
      return tasks.isEmpty() ? JsonText.MAPPER.nullNode() : tasks.removeFirst();
    }
    return ofEcho(request)
        .or(() -> mocked(request.stateName(), call))
        .or(() -> ofFunction(request.arguments()))
        .orElseGet(JsonText.MAPPER::nullNode);
  }

  /** Whether the activity of this state was there: nothing else tells one that had been deleted. */
  boolean hasActivity(String state) {
    return recorded.containsKey(state);
  }

  /** What the worker of activities called itself. */
  @Nullable String workerName() {
    return history
        .valueStream()
        .map(event -> event.path("activityStartedEventDetails").path("workerName"))
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue)
        .findFirst()
        .orElse(null);
  }

  private Optional<JsonNode> mocked(String state, int call) {
    for (var machine : mockConfig.path("StateMachines")) {
      for (var testCase : machine.path("TestCases")) {
        var responses = mockConfig.path("MockedResponses").path(testCase.path(state).asString(""));
        for (var response : responses.properties()) {
          if (isOfCall(response.getKey(), call)) {
            return Optional.of(ofResponse(response.getValue()));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Calls are named by their number or by the first and last of them, {@code "0-2"}. */
  private static boolean isOfCall(String calls, int call) {
    var bounds = calls.split("-", 2);
    return Integer.parseInt(bounds[0]) <= call
        && call <= Integer.parseInt(bounds[bounds.length - 1]);
  }

  private static JsonNode ofResponse(JsonNode response) {
    var error = response.path("Throw");
    return error.isMissingNode()
        ? succeeded(response.get("Return"))
        : failed(error.get("Error").stringValue(), error.get("Cause").stringValue());
  }

  private Optional<JsonNode> ofFunction(JsonNode arguments) {
    var name = arguments.path("FunctionName").asString("");
    return functions
        .valueStream()
        .filter(function -> name.endsWith(function.get("lambda").stringValue()))
        .findFirst()
        .map(function -> ofBehaviour(function.get("behaviour"), arguments.path("Payload")));
  }

  /** A function that the resource itself names and that answers what it gets. */
  private Optional<JsonNode> ofEcho(TaskRequest request) {
    return functions
        .valueStream()
        .filter(function -> request.resource().endsWith(":" + function.get("lambda").stringValue()))
        .filter(function -> "echo-event".equals(function.path("behaviour").asString("")))
        .findFirst()
        .map(_ -> succeeded(request.arguments()));
  }

  private static JsonNode ofBehaviour(JsonNode behaviour, JsonNode event) {
    if (behaviour.has("raise")) {
      var raised = behaviour.get("raise");
      return failed(raised.get("errorType").stringValue(), JsonText.write(raisedCause(raised)));
    }
    if (behaviour.has("return")) {
      return succeeded(invoked(behaviour.get("return")));
    }
    if (behaviour.isString() && behaviour.stringValue().equals("echo-event")) {
      return succeeded(invoked(event));
    }
    throw new IllegalStateException("a function that is not known here: " + behaviour);
  }

  /** What Lambda's Python runtime answers for an exception that the handler raises. */
  private static JsonNode raisedCause(JsonNode raised) {
    var message = raised.get("errorMessage").stringValue();
    var type = raised.get("errorType").stringValue();
    var cause = JsonText.MAPPER.createObjectNode();
    cause.put("errorMessage", message).put("errorType", type).put("requestId", "request");
    cause
        .putArray("stackTrace")
        .add(
            "  File \"/var/task/handler.py\", line 2, in handler\n    raise %s(\"%s\")\n"
                .formatted(type, message));
    return cause;
  }

  private static JsonNode invoked(JsonNode payload) {
    return JsonText.MAPPER.createObjectNode().put("StatusCode", 200).set("Payload", payload);
  }

  private static JsonNode succeeded(JsonNode output) {
    var task = JsonText.MAPPER.createObjectNode();
    task.putObject("outcome").put("event", SUCCEEDED).set("output", output);
    return task;
  }

  private static JsonNode failed(String error, String cause) {
    var task = JsonText.MAPPER.createObjectNode();
    task.putObject("outcome").put("event", "TaskFailed").put("error", error).put("cause", cause);
    return task;
  }
}
