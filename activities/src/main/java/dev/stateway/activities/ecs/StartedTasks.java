package dev.stateway.activities.ecs;

import dev.stateway.activities.aws.ResponseMetadata;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What runners other than ECS itself answer to {@code RunTask}, and find again in it. */
final class StartedTasks {
  private StartedTasks() {}

  /** Starts as many tasks as are asked for; their ids are the same for every try of an attempt. */
  static JsonNode answer(TaskRequest request, Start start) throws InterruptedException {
    var arguments = RunTaskArguments.of(request.arguments());
    var answer = JsonText.MAPPER.createObjectNode();
    answer.putArray("Failures");
    var requestId = uuid(request.idempotencyKey()).toString();
    new ResponseMetadata(200, Map.of("x-amzn-RequestId", List.of(requestId)), requestId)
        .addTo(answer);
    var list = answer.putArray("Tasks");
    for (var i = 0; i < arguments.count(); i++) {
      var id = uuid(request.idempotencyKey() + "/" + i).toString().replace("-", "");
      list.add(start.start(id, arguments));
    }
    return answer;
  }

  /** The task that is waited for: the first of those that the call started. */
  static JsonNode task(TaskRequest request) {
    var submitted = request.submitted();
    var task = submitted == null ? null : submitted.path("Tasks").get(0);
    if (task == null || task.path("TaskArn").stringValue("").isEmpty()) {
      throw new IllegalArgumentException("The request does not say which task was started");
    }
    return task;
  }

  /** Its ARN. */
  static String arn(TaskRequest request) {
    return task(request).path("TaskArn").stringValue();
  }

  /** Its id. */
  static String id(TaskRequest request) {
    return arn(request).replaceFirst("^.*/", "");
  }

  private static UUID uuid(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Starts one task and gives it as {@code RunTask} does. */
  @FunctionalInterface
  interface Start {
    JsonNode start(String id, RunTaskArguments arguments) throws InterruptedException;
  }
}
