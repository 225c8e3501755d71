package dev.stateway.api.conformance;

import dev.stateway.api.execution.Executions;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Sends the requests of a recorded case in order and compares the answers. */
final class RecordedCase {
  private static final Duration END = Duration.ofSeconds(10);
  private static final Duration LIST = Duration.ofSeconds(10);
  private static final Pattern CLIENT_ERROR =
      Pattern.compile("An error occurred \\((?<code>\\w+)\\) when calling .*?: (?<message>.*)");

  /** A text that stands for a member of the answer to an earlier step. */
  private static final Pattern MEMBER_OF_ANSWER =
      Pattern.compile("#(?<step>\\d+)\\.(?<member>\\w+)");

  /** These look at what executions have become. */
  private static final Set<String> LOOKS_AT_ENDS =
      Set.of(
          "DescribeExecution",
          "GetExecutionHistory",
          "ListExecutions",
          "DescribeStateMachineForExecution");

  private final StatewayServer server;
  private final JsonNode recorded;
  private final RecordedAnswer comparison;
  private final Map<String, String> standIns = new LinkedHashMap<>();
  private final List<JsonNode> answers = new ArrayList<>();
  private final List<String> executions = new ArrayList<>();
  private final RecordedWorkers workers;

  RecordedCase(StatewayServer server, JsonNode recorded) {
    this.server = server;
    this.recorded = recorded;
    this.comparison = new RecordedAnswer(recorded);
    this.workers = new RecordedWorkers(server, recorded);
  }

  /** What was answered differently, up to the first step that was. */
  List<String> differences() throws IOException, InterruptedException {
    try (workers) {
      for (var step : recorded.path("steps")) {
        var differences = differences(step);
        if (!differences.isEmpty()) {
          return differences;
        }
      }
      return List.of();
    }
  }

  private List<String> differences(JsonNode step) throws IOException, InterruptedException {
    var operation = step.path("operation").asString();
    if (LOOKS_AT_ENDS.contains(operation)) {
      awaitEnds();
    }
    var deadline = System.nanoTime() + LIST.toNanos();
    while (true) {
      var answer = server.call(operation, JsonText.write(substituted(step.path("request"))));
      var differences =
          compare(step, answer).stream().map(difference -> operation + difference).toList();
      // A list may be behind for a moment.
      if (differences.isEmpty()
          || !operation.equals("ListExecutions")
          || System.nanoTime() > deadline) {
        answers.add(JsonText.parse(answer.body()));
        remember(step, JsonText.parse(answer.body()));
        return differences;
      }
    }
  }

  private void awaitEnds() {
    var part = server.part(Executions.class);
    executions.forEach(execution -> part.awaitClosed(execution, END).toFuture().join());
    executions.clear();
  }

  private List<String> compare(JsonNode step, HttpResponse<String> answer) {
    var expected = step.path("expected");
    var body = JsonText.parse(answer.body());
    if (expected.has("error")) {
      return compareError(
          expected.path("error"), expected.has("clientSide"), answer.statusCode(), body);
    }
    if (expected.path("body").isString()) {
      var error = CLIENT_ERROR.matcher(expected.path("body").asString());
      var recordedError = JsonText.MAPPER.createObjectNode();
      if (error.matches()) {
        recordedError.put("code", error.group("code")).put("message", error.group("message"));
      }
      return compareError(recordedError, !error.matches(), answer.statusCode(), body);
    }
    if (answer.statusCode() != 200) {
      return List.of(": answered " + answer.statusCode() + " " + body);
    }
    return expected.has("body") ? comparison.differences(expected.path("body"), body) : List.of();
  }

  private List<String> compareError(JsonNode error, boolean anyError, int status, JsonNode body) {
    if (status == 200) {
      return List.of(": answered 200 instead of " + error);
    }
    var code = body.path("__type").asString();
    var text = body.path("message").asString();
    if (anyError || error.isNull()) {
      return status == 400 ? List.of() : List.of(": answered " + status);
    }
    return error.path("code").asString().equals(code)
            && comparison.matches(error.path("message").asString(), text)
        ? List.of()
        : List.of(": answered " + code + " " + text + " instead of " + error);
  }

  private void remember(JsonNode step, JsonNode answer) {
    step.path("standIns")
        .properties()
        .forEach(standIn -> {
          var value = answer.path(standIn.getKey());
          if (value.isString()) {
            standIns.put(standIn.getValue().asString(), value.asString());
          }
        });
    if (answer.has("activityArn")) {
      workers.workOn(answer.path("activityArn").asString());
    }
    if (answer.has("executionArn") && !answer.has("status")) {
      executions.add(answer.path("executionArn").asString());
    }
  }

  private JsonNode substituted(JsonNode request) {
    if (request.isString()) {
      var earlier = MEMBER_OF_ANSWER.matcher(request.asString());
      if (earlier.matches()) {
        return answers.get(Integer.parseInt(earlier.group("step"))).path(earlier.group("member"));
      }
      var standIn = standIns.get(request.asString());
      return standIn == null ? request : JsonText.MAPPER.getNodeFactory().stringNode(standIn);
    }
    if (request.isArray()) {
      var array = JsonText.MAPPER.createArrayNode();
      request.forEach(element -> array.add(substituted(element)));
      return array;
    }
    if (request.isObject()) {
      var object = JsonText.MAPPER.createObjectNode();
      request
          .properties()
          .forEach(member -> object.set(member.getKey(), substituted(member.getValue())));
      return object;
    }
    return request;
  }
}
