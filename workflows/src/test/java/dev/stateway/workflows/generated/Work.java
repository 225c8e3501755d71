package dev.stateway.workflows.generated;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.generated.Reference.Completed;
import dev.stateway.workflows.generated.Reference.Passage;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** States that can be retried: Task, Parallel and Map. */
record Work(Passage passage) {
  @Nullable String run() {
    var used = new HashMap<JsonNode, Integer>();
    while (true) {
      Failed failed;
      try {
        return passage.leave(passage.state, attempt());
      } catch (Failed raw) {
        failed = passage.tell(raw);
      }
      if (!retried(failed, used)) {
        if (!passage.type.equals("Task") && failed.kind() != Failed.Kind.FIELD) {
          passage.line.tell(passage.type + "StateFailed", null);
        }
        return caught(failed);
      }
      passage.retries++;
    }
  }

  private boolean retried(Failed failed, Map<JsonNode, Integer> used) {
    for (var retrier : passage.state.path("Retry")) {
      if (matches(retrier, failed)) {
        // Retriers that look the same count for themselves all the same.
        var count = used.getOrDefault(retrier, 0);
        if (count >= retrier.path("MaxAttempts").asInt(3)) {
          return false;
        }
        var seconds =
            retrier.path("IntervalSeconds").asInt(1)
                * Math.pow(retrier.path("BackoffRate").asDouble(2), count);
        passage.line.pass(
            Math.min(seconds, retrier.path("MaxDelaySeconds").asDouble(Double.POSITIVE_INFINITY)));
        used.put(retrier, count + 1);
        return true;
      }
    }
    return false;
  }

  private static boolean matches(JsonNode rule, Failed failed) {
    var terminal = "States.Runtime".equals(failed.error());
    return rule.get("ErrorEquals")
        .valueStream()
        .map(JsonNode::stringValue)
        .anyMatch(name ->
            name.equals(failed.error())
                || (name.equals("States.ALL") && !terminal)
                || (name.equals("States.TaskFailed")
                    && !terminal
                    && !"States.Timeout".equals(failed.error())));
  }

  private @Nullable String caught(Failed failed) {
    for (var catcher : passage.state.path("Catch")) {
      if (matches(catcher, failed)) {
        try {
          return passage.leave(catcher, completed(catcher, failed));
        } catch (Failed again) {
          throw passage.tell(again);
        }
      }
    }
    throw failed;
  }

  private Completed completed(JsonNode catcher, Failed failed) {
    var timedOut = "States.Timeout".equals(failed.error());
    var error =
        JsonText.MAPPER
            .createObjectNode()
            .put("Error", failed.error())
            .put("Cause", failed.cause() == null && timedOut ? "" : failed.cause());
    if (passage.isJsonata()) {
      var data = passage.data(passage.input, null, error);
      var assigned = passage.assigned(catcher, data);
      return new Completed(
          catcher.has("Output")
              ? data.jsonataTemplate(catcher.get("Output"), "Catch[0]/Output")
              : error,
          assigned);
    }
    var assigned = passage.assigned(catcher, passage.data(error, null, null));
    return new Completed(passage.combined(catcher, error), assigned);
  }

  private Completed attempt() {
    return passage.completed(
        switch (passage.type) {
          case "Task" -> task();
          case "Parallel" -> new Branches(passage).parallel(arguments());
          default -> new Branches(passage).map();
        });
  }

  private JsonNode arguments() {
    var data = passage.data(passage.input, null, null);
    return passage.isJsonata()
        ? data.jsonataTemplate(passage.state.get("Arguments"), "Arguments")
        : data.template(passage.state.get("Parameters"));
  }

  // --- tasks

  private JsonNode task() {
    var resource = passage.state.get("Resource").stringValue();
    var arguments = arguments();
    var kind = resource.startsWith("arn:aws:lambda") ? "LambdaFunction" : "Task";
    var details = scheduled(resource, arguments);
    passage.line.tell(kind + "Scheduled", details);
    passage.line.tell(kind + "Started", kind.equals("Task") ? common(resource) : null);
    if (resource.endsWith(".sync") || World.hasToken(resource)) {
      var submitted = common(resource);
      submitted.set("output", World.SUBMITTED);
      passage.line.tell("TaskSubmitted", submitted);
    }
    return ended(kind, common(resource), passage.world().answer(resource, passage.name, arguments));
  }

  private JsonNode ended(String kind, ObjectNode details, World.Answer answer) {
    var timeout = passage.state.path("TimeoutSeconds").asInt(Integer.MAX_VALUE);
    if (!answer.never() && passage.world().pace().isUnsure(timeout, answer.seconds())) {
      throw new Ambiguous();
    }
    if (answer.never() || timeout < answer.seconds()) {
      passage.line.pass(timeout);
      passage.line.tell(kind + "TimedOut", details.put("error", "States.Timeout"));
      throw Failed.told("States.Timeout", null);
    }
    passage.line.pass(answer.seconds());
    if (answer.output() == null) {
      details.setAll(Reference.errorDetails(answer.error(), answer.cause()));
      passage.line.tell(kind + "Failed", details);
      throw Failed.told(answer.error(), answer.cause());
    }
    details.set("output", answer.output());
    passage.line.tell(kind + "Succeeded", details);
    return Objects.requireNonNull(answer.output());
  }

  private ObjectNode scheduled(String resource, JsonNode arguments) {
    ObjectNode details;
    if (resource.startsWith("arn:aws:lambda")) {
      details = JsonText.MAPPER.createObjectNode().put("resource", resource);
      details.set("input", arguments);
    } else {
      details = common(resource).put("region", "us-east-1");
      var parameters = (ObjectNode) arguments.deepCopy();
      if (resource.endsWith(".sync")) {
        parameters.put("StartedBy", "AWS Step Functions");
      }
      details.set("parameters", parameters);
    }
    if (passage.state.has("TimeoutSeconds")) {
      details.set("timeoutInSeconds", passage.state.get("TimeoutSeconds"));
    }
    return details;
  }

  private static ObjectNode common(String resource) {
    var details = JsonText.MAPPER.createObjectNode();
    if (!resource.startsWith("arn:aws:lambda")) {
      var parts = resource.split(":", -1);
      details.put("resourceType", parts[5]).put("resource", parts[6]);
    }
    return details;
  }
}
