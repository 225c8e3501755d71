package dev.stateway.activities.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.aws.AwsStub;
import dev.stateway.activities.functions.Functions;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskHandler.Progress;
import dev.stateway.workflows.task.TaskRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

// One client for all: closing one takes its network threads two seconds.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsEcsTest {
  private static final String SYNC = "arn:aws:states:::ecs:runTask.sync";
  private static final String ARGUMENTS =
      """
      {"Cluster":"batch","TaskDefinition":"remote","LaunchType":"FARGATE","StartedBy":"AWS Step Functions",
       "NetworkConfiguration":{"AwsvpcConfiguration":{"Subnets":["s-1"]}},
       "Overrides":{"ContainerOverrides":[{"Name":"main","Command":["run"],"Cpu":256}]}}
      """;
  private static final String SUBMITTED =
      "{\"Failures\":[],\"Tasks\":[{\"TaskArn\":\"task-arn\"}]}";

  private AwsStub aws;
  private TaskIntegrations tasks;

  @BeforeAll
  void open() throws IOException {
    aws = new AwsStub();
    tasks =
        new TaskIntegrations(
            Tasks.settings(LocalResources.NONE, Functions.DATA, Tasks.aws(aws.endpoint())));
  }

  @BeforeEach
  void forget() {
    aws.clear();
  }

  @AfterAll
  void close() {
    tasks.close();
    aws.close();
  }

  @Test
  void runsTheTaskWithATokenThatIsTheSameForEveryTry() {
    aws.prepare(
        200,
        Map.of(),
        """
        {"failures":[],"tasks":[{"taskArn":"task-arn","createdAt":1700000000.123,
          "containers":[{"name":"main"}]}]}
        """);
    var request = Tasks.request(SYNC, ARGUMENTS);

    var answer = tasks.call(request, () -> {});
    tasks.call(request, () -> {});

    var task = answer.path("Tasks").path(0);
    assertThat(task.path("TaskArn").stringValue()).isEqualTo("task-arn");
    assertThat(task.path("CreatedAt").longValue()).isEqualTo(1700000000123L);
    assertThat(task.path("Containers").path(0).path("GpuIds")).isEqualTo(JsonText.parse("[]"));
    assertThat(answer.path("SdkResponseMetadata").path("RequestId").stringValue())
        .isEqualTo("request-1");
    assertThat(aws.asked()).extracting(AwsStub.Asked::action).containsOnly("RunTask");
    var first = aws.asked().getFirst().json();
    assertThat(first.path("clientToken").stringValue())
        .hasSize(36)
        .isEqualTo(aws.asked().getLast().json().path("clientToken").stringValue());
    assertThat(first.path("startedBy").stringValue()).isEqualTo("AWS Step Functions");
    assertThat(first.path("overrides").path("containerOverrides").path(0))
        .isEqualTo(JsonText.parse("{\"name\":\"main\",\"command\":[\"run\"],\"cpu\":256}"));
  }

  @Test
  void waitsUntilTheTaskHasStopped() {
    aws.prepare(200, Map.of(), "{\"failures\":[{\"reason\":\"MISSING\"}],\"tasks\":[]}")
        .prepare(200, Map.of(), "{\"tasks\":[{\"lastStatus\":\"RUNNING\"}]}")
        .prepare(
            200,
            Map.of(),
            "{\"tasks\":[{\"lastStatus\":\"STOPPED\",\"containers\":[{\"exitCode\":0}]}]}");

    var task = tasks.awaitCompletion(submitted(), () -> {});

    assertThat(task.path("LastStatus").stringValue()).isEqualTo("STOPPED");
    assertThat(aws.asked()).hasSize(3);
  }

  @Test
  void aContainerThatFailedFailsTheTask() {
    aws.prepare(
        200,
        Map.of(),
        "{\"tasks\":[{\"lastStatus\":\"STOPPED\",\"containers\":[{\"exitCode\":1}]}]}");

    var failure =
        catchThrowableOfType(
            TaskFailedException.class, () -> tasks.awaitCompletion(submitted(), () -> {}));

    assertThat(failure.error()).isEqualTo("States.TaskFailed");
    assertThat(JsonText.parse(String.valueOf(failure.cause())).path("LastStatus").stringValue())
        .isEqualTo("STOPPED");
  }

  @Test
  void aTaskThatCouldNotBePlacedFails() {
    aws.prepare(200, Map.of(), "{\"failures\":[{\"reason\":\"RESOURCE:MEMORY\"}],\"tasks\":[]}");

    for (var resource : List.of(SYNC, "arn:aws:states:::ecs:runTask.waitForTaskToken")) {
      var failure =
          catchThrowableOfType(
              TaskFailedException.class,
              () -> tasks.call(Tasks.request(resource, ARGUMENTS), () -> {}));

      assertThat(failure.error()).isEqualTo("AmazonECS.Unknown");
      assertThat(failure.cause()).contains("RESOURCE:MEMORY");
    }
    var answer = tasks.call(Tasks.request("arn:aws:states:::ecs:runTask", ARGUMENTS), () -> {});
    assertThat(answer.path("Failures")).hasSize(1);
  }

  @Test
  void aStoppedWaitStopsTheTask() throws Exception {
    interruptWait(Tasks::stoppedWhenInterrupted);

    await().untilAsserted(() -> assertThat(aws.asked().getLast().action()).isEqualTo("StopTask"));
    assertThat(aws.asked().getLast().json().path("task").stringValue()).isEqualTo("task-arn");
  }

  @Test
  void stopStopsTheTask() {
    aws.prepare(200, Map.of(), "{}");

    tasks.stop(submitted(), () -> {});

    assertThat(aws.asked()).extracting(AwsStub.Asked::action).containsExactly("StopTask");
    assertThat(aws.asked().getLast().json().path("task").stringValue()).isEqualTo("task-arn");
  }

  @Test
  void aRefusedStopIsNoFailure() {
    aws.prepare(400, Map.of(), "{\"__type\":\"InvalidParameterException\",\"message\":\"No.\"}");

    tasks.stop(submitted(), () -> {});

    assertThat(aws.asked()).extracting(AwsStub.Asked::action).containsExactly("StopTask");
  }

  @Test
  void aWorkerThatGoesAwayStopsNothing() throws Exception {
    interruptWait(() -> {});

    assertThat(aws.asked()).extracting(AwsStub.Asked::action).containsOnly("DescribeTasks");
  }

  @Test
  void errorsOfTheServiceHaveItsNames() {
    aws.prepare(
        400,
        Map.of(),
        "{\"__type\":\"ClusterNotFoundException\",\"message\":\"Cluster not found.\"}");

    var failure =
        catchThrowableOfType(
            TaskFailedException.class, () -> tasks.call(Tasks.request(SYNC, ARGUMENTS), () -> {}));

    assertThat(failure.error()).isEqualTo("ECS.ClusterNotFoundException");
    assertThat(failure.cause())
        .isEqualTo(
            "Cluster not found. (Service: AmazonECS; Status Code: 400; Error Code:"
                + " ClusterNotFoundException; Request ID: request-1; Proxy: null)");
  }

  @Test
  void refusesParametersThatEcsDoesNotHave() {
    var failure =
        catchThrowableOfType(
            TaskFailedException.class,
            () ->
                tasks.call(
                    Tasks.request(SYNC, "{\"TaskDefinition\":\"remote\",\"Colour\":1}"), () -> {}));

    assertThat(failure.error()).isEqualTo("States.Runtime");
    assertThat(failure.cause())
        .isEqualTo("The field \"Colour\" is not supported by Step Functions");
  }

  private void interruptWait(Progress progress) throws Exception {
    aws.prepare(200, Map.of(), "{\"tasks\":[{\"lastStatus\":\"RUNNING\"}]}");
    var ended = new CompletableFuture<Throwable>();
    var waiter =
        Thread.ofVirtual()
            .start(() ->
                ended.complete(
                    catchThrowableOfType(
                        CancellationException.class,
                        () -> tasks.awaitCompletion(submitted(), progress))));
    await().until(() -> !aws.asked().isEmpty());
    waiter.interrupt();
    assertThat(ended.get(30, TimeUnit.SECONDS)).isNotNull();
  }

  private static TaskRequest submitted() {
    var request = Tasks.request(SYNC, ARGUMENTS);
    return new TaskRequest(
        request.resource(),
        request.stateName(),
        request.arguments(),
        null,
        request.idempotencyKey(),
        request.executionArn(),
        null,
        JsonText.parse(SUBMITTED));
  }
}
