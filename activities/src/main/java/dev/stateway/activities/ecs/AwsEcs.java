package dev.stateway.activities.ecs;

import dev.stateway.activities.aws.AwsService;
import dev.stateway.activities.aws.AwsSettings;
import dev.stateway.activities.aws.ResponseMetadata;
import dev.stateway.activities.aws.SdkJson;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskHandler.Progress;
import dev.stateway.workflows.task.TaskRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
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

  private final AwsSettings aws;
  private @Nullable EcsAsyncClient client;

  AwsEcs(AwsSettings aws) {
    this.aws = aws;
  }

  @Override
  public JsonNode runTask(TaskRequest request) throws InterruptedException {
    requireNoRole(request);
    var run = SdkJson.fill(RunTaskRequest.builder(), request.arguments());
    // A second try of the same attempt, after a lost worker, finds the task that the first has
    // started.
    var token = UUID.nameUUIDFromBytes(request.idempotencyKey().getBytes(StandardCharsets.UTF_8));
    if (!request.arguments().has("ClientToken")) {
      run.clientToken(token.toString());
    }
    var response = AwsService.ECS.await(client().runTask(run.build()));
    var answer = (ObjectNode) SdkJson.toJson(response);
    ResponseMetadata.of(response.sdkHttpResponse(), response.responseMetadata().requestId())
        .addTo(answer);
    return answer;
  }

  @Override
  public JsonNode awaitStopped(TaskRequest request, Progress progress) throws InterruptedException {
    requireNoRole(request);
    var task = EcsIntegration.submittedTask(request);
    var cluster = request.arguments().path("Cluster").stringValue("default");
    var misses = new AtomicInteger();
    return new Polling(FIRST_POLL, LONGEST_POLL, progress)
        .until(() -> stopped(cluster, task, misses), () -> stop(cluster, task));
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }

  /**
   * The task once it has stopped. That a look fails proves nothing: a new task is unknown for some
   * seconds, a busy ECS refuses.
   */
  private Optional<JsonNode> stopped(String cluster, String task, AtomicInteger misses)
      throws InterruptedException {
    try {
      var now = describe(cluster, task);
      misses.set(0);
      return "STOPPED".equals(now.lastStatus())
          ? Optional.of(SdkJson.toJson(now))
          : Optional.empty();
    } catch (TaskFailedException e) {
      if (misses.incrementAndGet() == MAX_MISSES) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private Task describe(String cluster, String task) throws InterruptedException {
    var response =
        AwsService.ECS.await(
            client().describeTasks(describe -> describe.cluster(cluster).tasks(task)));
    if (response.tasks().isEmpty()) {
      throw new TaskFailedException("States.TaskFailed", "ECS does not know the task " + task);
    }
    return response.tasks().getFirst();
  }

  private void stop(String cluster, String task) {
    var _ =
        client()
            .stopTask(
                stop -> stop.cluster(cluster).task(task).reason("Task stopped by Step Functions"))
            .whenComplete((_, failure) -> {
              if (failure != null) {
                LOG.error("The ECS task {} could not be stopped", task, failure);
              }
            });
  }

  private static void requireNoRole(TaskRequest request) {
    if (request.roleArn() != null) {
      throw new TaskFailedException(
          "States.Runtime",
          "Credentials are not supported in this version: the role " + request.roleArn());
    }
  }

  private synchronized EcsAsyncClient client() {
    var open = client;
    if (open == null) {
      open = aws.client(EcsAsyncClient.builder());
      client = open;
    }
    return open;
  }
}
