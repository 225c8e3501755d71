package dev.stateway.activities.ecs;

import dev.stateway.activities.aws.AwsService;
import dev.stateway.activities.aws.Polling;
import dev.stateway.activities.aws.ResponseMetadata;
import dev.stateway.activities.aws.SdkJson;
import dev.stateway.activities.aws.TaskAws;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskHandler.Progress;
import dev.stateway.workflows.task.TaskRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ecs.EcsAsyncClient;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Task;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs tasks on AWS, or where the endpoint URL points. */
final class AwsEcs implements TaskRunner, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AwsEcs.class);
  private static final Duration FIRST_POLL = Duration.ofMillis(500);
  private static final Duration LONGEST_POLL = Duration.ofSeconds(10);
  private static final int MAX_MISSES = 10;

  private final TaskAws aws;
  private final Map<TaskAws.Caller, EcsAsyncClient> clients = new HashMap<>();

  AwsEcs(TaskAws aws) {
    this.aws = aws;
  }

  @Override
  public JsonNode runTask(TaskRequest request) throws InterruptedException {
    var run = SdkJson.OPTIMISED.fill(RunTaskRequest.builder(), request.arguments());
    // A second try of the same attempt, after a lost worker, finds the task that the first has
    // started.
    var token = UUID.nameUUIDFromBytes(request.idempotencyKey().getBytes(StandardCharsets.UTF_8));
    if (!request.arguments().has("ClientToken")) {
      run.clientToken(token.toString());
    }
    var response = AwsService.ECS.await(client(request).runTask(run.build()));
    var answer = (ObjectNode) SdkJson.OPTIMISED.toJson(response);
    ResponseMetadata.of(response.sdkHttpResponse(), response.responseMetadata().requestId())
        .addTo(answer);
    return answer;
  }

  @Override
  public JsonNode awaitStopped(TaskRequest request, Progress progress) throws InterruptedException {
    var task = StartedTasks.arn(request);
    var cluster = request.arguments().path("Cluster").stringValue("default");
    var misses = new AtomicInteger();
    var client = client(request);
    return new Polling(FIRST_POLL, LONGEST_POLL, progress)
        .until(() -> stopped(client, cluster, task, misses), () -> stop(client, cluster, task));
  }

  @Override
  public synchronized void close() {
    clients.values().forEach(EcsAsyncClient::close);
  }

  /**
   * The task once it has stopped. That a look fails proves nothing: a new task is unknown for some
   * seconds, a busy ECS refuses.
   */
  private static Optional<JsonNode> stopped(
      EcsAsyncClient client, String cluster, String task, AtomicInteger misses)
      throws InterruptedException {
    try {
      var now = describe(client, cluster, task);
      misses.set(0);
      return "STOPPED".equals(now.lastStatus())
          ? Optional.of(SdkJson.OPTIMISED.toJson(now))
          : Optional.empty();
    } catch (TaskFailedException e) {
      if (misses.incrementAndGet() == MAX_MISSES) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static Task describe(EcsAsyncClient client, String cluster, String task)
      throws InterruptedException {
    var response =
        AwsService.ECS.await(
            client.describeTasks(describe -> describe.cluster(cluster).tasks(task)));
    if (response.tasks().isEmpty()) {
      throw new TaskFailedException("States.TaskFailed", "ECS does not know the task " + task);
    }
    return response.tasks().getFirst();
  }

  private static void stop(EcsAsyncClient client, String cluster, String task) {
    var _ =
        client
            .stopTask(
                stop -> stop.cluster(cluster).task(task).reason("Task stopped by Step Functions"))
            .whenComplete((_, failure) -> {
              if (failure != null) {
                LOG.error("The ECS task {} could not be stopped", task, failure);
              }
            });
  }

  private synchronized EcsAsyncClient client(TaskRequest request) {
    var caller = aws.caller(request);
    // Asked each time: what STS refuses fails the task.
    var settings = aws.settings(caller);
    return clients.computeIfAbsent(caller, _ -> settings.client(EcsAsyncClient.builder()));
  }
}
