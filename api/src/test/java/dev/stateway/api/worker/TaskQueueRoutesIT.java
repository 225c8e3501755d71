package dev.stateway.api.worker;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stateway.api.execution.Executions;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import io.temporal.activity.Activity;
import io.temporal.activity.DynamicActivity;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.EncodedValues;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/** Tasks that are routed to the workers of another task queue. */
@WithStateway
class TaskQueueRoutesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TemporalServer temporal;
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final String queue = "others-" + UUID.randomUUID();

  private StatewayServer server;
  private WorkflowServiceStubs stubs;
  private WorkerFactory workers;

  TaskQueueRoutesIT(TemporalServer temporal) {
    this.temporal = temporal;
  }

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.address()).build());
    workers = WorkerFactory.newInstance(WorkflowClient.newInstance(stubs));
    var options =
        WorkerOptions.newBuilder()
            .setDefaultHeartbeatThrottleInterval(Duration.ofMillis(200))
            .setMaxHeartbeatThrottleInterval(Duration.ofMillis(200))
            .build();
    // A worker that knows nothing of Stateway: JSON in, JSON out.
    workers.newWorker(queue, options).registerActivitiesImplementations(new Others(done));
    workers.start();
    var file =
        Files.writeString(
            folder.resolve("stateway.yaml"),
            """
            routes:
              - resource: "arn:aws:lambda:*"
                taskQueue: {name: %1$s}
              - resource: "arn:aws:states:::sqs:sendMessage*"
                taskQueue: {name: %1$s}
              - resource: "arn:aws:states:::glue:startJobRun.sync"
                taskQueue: {name: %1$s, activity: etl, heartbeatSeconds: 2, timeoutSeconds: 300}
            """
                .formatted(queue));
    server =
        StatewayServer.start(
                temporal.address(),
                Map.of(
                    "stateway.functions",
                    file.toString(),
                    "stateway.task-queue",
                    "routes-" + UUID.randomUUID()))
            .awaitReady();
  }

  @AfterEach
  void stop() {
    server.close();
    workers.shutdownNow();
    workers.awaitTermination(10, TimeUnit.SECONDS);
    stubs.shutdownNow();
  }

  /** Does what the activity's type says. */
  private record Others(List<String> done) implements DynamicActivity {
    @Override
    public Object execute(EncodedValues args) {
      var context = Activity.getExecutionContext();
      var input = JsonText.MAPPER.valueToTree(args.get(0, Map.class));
      done.add(context.getInfo().getActivityType());
      return switch (input.at("/arguments/do").stringValue("")) {
        case "fail" ->
            throw ApplicationFailure.newFailure(
                "out of paper", "PrinterError", "no detail of ours");
        case "hang" -> {
          try {
            while (true) {
              context.heartbeat(null);
              TimeUnit.MILLISECONDS.sleep(100);
            }
          } catch (ActivityCompletionException stopped) {
            done.add("cancelled");
            throw stopped;
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        }
        case "silence" -> {
          context.doNotCompleteOnReturn();
          yield Map.of();
        }
        default -> args.get(0, Map.class);
      };
    }
  }

  private String start(String resource, String parameters, String more) {
    var sfn = server.client();
    var machine =
        sfn.createStateMachine(r ->
                r.name("routed-" + UUID.randomUUID())
                    .roleArn(ROLE)
                    .definition(
                        """
                        {"StartAt": "Work", "States": {"Work": {"Type": "Task", "End": true, %s
                          "Resource": "%s", "Parameters": %s}}}
                        """
                            .formatted(more, resource, parameters)))
            .stateMachineArn();
    return sfn.startExecution(r -> r.stateMachineArn(machine)).executionArn();
  }

  private DescribeExecutionResponse ended(String execution) {
    server.part(Executions.class).awaitClosed(execution, PATIENCE).toFuture().join();
    return server.client().describeExecution(r -> r.executionArn(execution));
  }

  @Test
  void theWorkerGetsTheTaskAndItsAnswerIsTheResult() {
    var execution =
        start("arn:aws:lambda:us-east-1:000000000000:function:print", "{\"pages\": 3}", "");

    var ended = ended(execution);

    assertThat(ended.statusAsString()).as(ended.cause()).isEqualTo("SUCCEEDED");
    var input = JsonText.parse(ended.output());
    assertThat(input.path("arguments")).isEqualTo(JsonText.parse("{\"pages\":3}"));
    assertThat(input.path("resource").stringValue()).endsWith(":function:print");
    assertThat(input.path("state").stringValue()).isEqualTo("Work");
    assertThat(input.path("executionArn").stringValue()).isEqualTo(execution);
    assertThat(input.path("idempotencyKey").stringValue()).hasSize(36);
    assertThat(done).containsExactly("print");
  }

  @Test
  void itsFailuresAreTheTasksErrors() {
    var ended =
        ended(
            start(
                "arn:aws:states:::sqs:sendMessage",
                "{\"do\": \"fail\"}",
                """
                "Retry": [{"ErrorEquals": ["PrinterError"], "IntervalSeconds": 1, "MaxAttempts": 1}],
                """));

    assertThat(ended.error()).isEqualTo("PrinterError");
    assertThat(ended.cause()).isEqualTo("out of paper");
    assertThat(done).containsExactly("sqs:sendMessage", "sqs:sendMessage");
  }

  @Test
  void aWorkerThatFallsSilentIsATimeout() {
    var ended = ended(start("arn:aws:states:::glue:startJobRun.sync", "{\"do\": \"silence\"}", ""));

    assertThat(ended.error()).isEqualTo("States.HeartbeatTimeout");
    assertThat(done).containsExactly("etl");
  }

  @Test
  void aStoppedTaskIsCancelled() {
    var execution = start("arn:aws:states:::glue:startJobRun.sync", "{\"do\": \"hang\"}", "");
    await().atMost(PATIENCE).until(() -> done.contains("etl"));

    server.client().stopExecution(r -> r.executionArn(execution));

    assertThat(ended(execution).statusAsString()).isEqualTo("ABORTED");
    await().atMost(PATIENCE).until(() -> done.contains("cancelled"));
  }

  @Test
  void aTaskThatTimesOutIsCancelled() {
    var ended =
        ended(
            start(
                "arn:aws:states:::glue:startJobRun.sync",
                "{\"do\": \"hang\"}",
                "\"TimeoutSeconds\": 2,"));

    assertThat(ended.error()).isEqualTo("States.Timeout");
    await().atMost(PATIENCE).until(() -> done.contains("cancelled"));
  }
}
