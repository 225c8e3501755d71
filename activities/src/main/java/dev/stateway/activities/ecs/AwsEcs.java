package dev.stateway.activities.ecs;

import dev.stateway.activities.aws.AwsService;
import dev.stateway.activities.aws.Polling;
import dev.stateway.activities.aws.SdkJson;
import dev.stateway.activities.sdk.SdkClients;
import dev.stateway.activities.sdk.SdkService;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskHandler.Progress;
import dev.stateway.workflows.task.TaskRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Runs tasks on AWS, or where the endpoint URL points. */
final class AwsEcs implements TaskRunner {
  private static final Logger LOG = LoggerFactory.getLogger(AwsEcs.class);
  private static final Duration FIRST_POLL = Duration.ofMillis(500);
  private static final Duration LONGEST_POLL = Duration.ofSeconds(10);
  private static final int MAX_MISSES = 10;

  private final SdkClients clients;

  AwsEcs(SdkClients clients) {
    this.clients = clients;
  }

  @Override
  public JsonNode runTask(TaskRequest request) throws InterruptedException {
    // A second try of the same attempt, after a lost worker, finds the task that the first has
    // started.
    var token = UUID.nameUUIDFromBytes(request.idempotencyKey().getBytes(StandardCharsets.UTF_8));
    var answer = client(request).call("runTask", request.arguments(), SdkJson.OPTIMISED, token);
    answer.metadata().addTo(answer.members());
    return answer.members();
  }

  @Override
  public JsonNode awaitStopped(TaskRequest request, Progress progress) throws InterruptedException {
    var task = StartedTasks.arn(request);
    var cluster = cluster(request);
    var misses = new AtomicInteger();
    var client = client(request);
    return new Polling(FIRST_POLL, LONGEST_POLL, progress)
        .until(() -> stopped(client, cluster, task, misses), () -> stop(client, request));
  }

  @Override
  public void stop(TaskRequest request, Progress progress) throws InterruptedException {
    stop(client(request), request);
  }

  /**
   * The task once it has stopped. That a look fails proves nothing: a new task is unknown for some
   * seconds, a busy ECS refuses.
   */
  private static Optional<JsonNode> stopped(
      SdkService client, String cluster, String task, AtomicInteger misses)
      throws InterruptedException {
    try {
      var now = describe(client, cluster, task);
      misses.set(0);
      return now.path("LastStatus").stringValue("").equals("STOPPED")
          ? Optional.of(now)
          : Optional.empty();
    } catch (TaskFailedException e) {
      if (misses.incrementAndGet() == MAX_MISSES) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static JsonNode describe(SdkService client, String cluster, String task)
      throws InterruptedException {
    var parameters = JsonText.MAPPER.createObjectNode().put("Cluster", cluster);
    parameters.putArray("Tasks").add(task);
    var found = call(client, "describeTasks", parameters).path("Tasks").path(0);
    if (found.isMissingNode()) {
      throw new TaskFailedException("States.TaskFailed", "ECS does not know the task " + task);
    }
    return found;
  }

  private static void stop(SdkService client, TaskRequest request) throws InterruptedException {
    var task = StartedTasks.arn(request);
    var parameters =
        JsonText.MAPPER
            .createObjectNode()
            .put("Cluster", cluster(request))
            .put("Task", task)
            .put("Reason", "Task stopped by Step Functions");
    try {
      call(client, "stopTask", parameters);
    } catch (TaskFailedException e) {
      LOG.error("The ECS task {} could not be stopped", task, e);
    }
  }

  private static String cluster(TaskRequest request) {
    return request.arguments().path("Cluster").stringValue("default");
  }

  private static JsonNode call(SdkService client, String action, JsonNode parameters)
      throws InterruptedException {
    return client.call(action, parameters, SdkJson.OPTIMISED, UUID.randomUUID()).members();
  }

  private SdkService client(TaskRequest request) {
    return clients.service("ecs", request, AwsService.ECS);
  }
}
