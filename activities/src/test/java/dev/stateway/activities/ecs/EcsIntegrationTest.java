package dev.stateway.activities.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.ecs.ContainerTask.Container;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.activities.routing.Routes;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskHandler.Progress;
import dev.stateway.workflows.task.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class EcsIntegrationTest {
  private static final String RUN = "arn:aws:states:::ecs:runTask";
  private static final Path SCRIPTS = Path.of("src/test/resources/containers").toAbsolutePath();

  @TempDir Path folder;
  private Path out;
  private Path gate;
  private TaskIntegrations tasks;

  @BeforeEach
  void open() {
    out = folder.resolve("out");
    gate = folder.resolve("gate");
    tasks = reopen();
  }

  @AfterEach
  void close() throws IOException {
    Files.writeString(gate, "");
    tasks.close();
  }

  @Test
  void givesTheAnswerOfRunTask() {
    var answer =
        call(
            RUN,
            """
            {"Cluster":"arn:aws:ecs:us-east-1:000000000000:cluster/batch","TaskDefinition":"archive:7",
             "LaunchType":"FARGATE",
             "Overrides":{"ContainerOverrides":[{"Name":"main","Environment":[{"Name":"A","Value":"b"}]}]}}
            """);

    assertThat(answer.propertyNames())
        .containsExactly("Failures", "SdkHttpMetadata", "SdkResponseMetadata", "Tasks");
    var task = answer.path("Tasks").path(0);
    assertThat(task.path("TaskArn").stringValue())
        .matches("arn:aws:ecs:us-east-1:000000000000:task/batch/[0-9a-f]{32}");
    assertThat(task.path("ClusterArn").stringValue())
        .isEqualTo("arn:aws:ecs:us-east-1:000000000000:cluster/batch");
    assertThat(task.path("TaskDefinitionArn").stringValue()).endsWith("task-definition/archive:1");
    assertThat(task.path("LastStatus").stringValue()).isEqualTo("PROVISIONING");
    assertThat(task.path("Containers").path(0).path("LastStatus").stringValue())
        .isEqualTo("PENDING");
    assertThat(task.path("Overrides").path("ContainerOverrides").path(0))
        .isEqualTo(
            JsonText.parse(
                """
                {"Command":[],"Environment":[{"Name":"A","Value":"b"}],"EnvironmentFiles":[],
                 "Name":"main","ResourceRequirements":[]}
                """));
    await().untilAsserted(() -> assertThat(lines()).contains("begin default"));
  }

  @Test
  void waitsUntilTheTaskHasStoppedAndGivesIt() throws Exception {
    Files.writeString(gate, "");

    var task = tasks.awaitCompletion(started("{\"TaskDefinition\":\"archive\"}"), () -> {});

    assertThat(task.path("LastStatus").stringValue()).isEqualTo("STOPPED");
    assertThat(task.path("StopCode").stringValue()).isEqualTo("EssentialContainerExited");
    assertThat(task.path("StoppedReason").stringValue())
        .isEqualTo("Essential container in task exited");
    assertThat(task.path("Containers").path(0).path("ExitCode").intValue()).isZero();
    assertThat(List.copyOf(task.propertyNames())).isSorted();
    assertThat(task.path("StoppedAt").longValue())
        .isGreaterThanOrEqualTo(task.path("StartedAt").longValue());
    assertThat(lines()).containsExactly("begin default", "end default");
  }

  @Test
  void appliesOverridesOfCommandAndEnvironment() throws Exception {
    var request =
        started(
            """
            {"TaskDefinition":"archive","Overrides":{"ContainerOverrides":[
              {"Name":"main","Command":["/bin/sh","work.sh","other"],
               "Environment":[{"Name":"GATE","Value":""}]}]}}
            """);

    tasks.awaitCompletion(request, () -> {});

    assertThat(lines()).containsExactly("begin other", "end other");
  }

  @Test
  void aNonZeroExitCodeFailsTheTaskWithTheTaskAsItsCause() throws Exception {
    var request =
        started(
            """
            {"TaskDefinition":"archive","Overrides":{"ContainerOverrides":[
              {"Name":"main","Environment":[{"Name":"GATE","Value":""},{"Name":"CODE","Value":"3"}]}]}}
            """);

    var failure =
        catchThrowableOfType(
            TaskFailedException.class, () -> tasks.awaitCompletion(request, () -> {}));

    assertThat(failure.error()).isEqualTo("States.TaskFailed");
    var cause = JsonText.parse(String.valueOf(failure.cause()));
    assertThat(cause.path("Containers").path(0).path("ExitCode").intValue()).isEqualTo(3);
  }

  @Test
  void theSameAttemptRunsOnce() throws Exception {
    var request = Tasks.request(RUN + ".sync", "{\"TaskDefinition\":\"archive\"}");

    var first = tasks.call(request, () -> {});
    var second = tasks.call(request, () -> {});

    assertThat(second.path("Tasks")).isEqualTo(first.path("Tasks"));
    Files.writeString(gate, "");
    tasks.awaitCompletion(submitted(request, second), () -> {});
    assertThat(lines()).containsExactly("begin default", "end default");
  }

  @Test
  void aServerStartedAfterOneWasKilledFindsTheSameRun() throws Exception {
    var request = started("{\"TaskDefinition\":\"archive\"}");
    await().until(() -> lines().contains("begin default"));

    // Nothing of the first server is closed: to the run it is as if it had been killed.
    try (var second = reopen()) {
      var task = CompletableFuture.supplyAsync(() -> second.awaitCompletion(request, () -> {}));
      Files.writeString(gate, "");

      assertThat(
              task.get(30, TimeUnit.SECONDS).path("Containers").path(0).path("ExitCode").intValue())
          .isZero();
    }
    assertThat(lines()).containsExactly("begin default", "end default");
  }

  @Test
  void aServerClosedInGoodOrderLeavesNoProcessAndTheNextOneRunsTheTaskAgain() throws Exception {
    var request = started("{\"TaskDefinition\":\"archive\"}");
    await().until(() -> lines().contains("begin default"));

    tasks.close();
    assertThat(processes()).isZero();
    tasks = reopen();
    Files.writeString(gate, "");

    tasks.awaitCompletion(request, () -> {});
    assertThat(lines()).containsExactly("begin default", "begin default", "end default");
  }

  @Test
  void aStoppedWaitHasTheTaskStopped() throws Exception {
    var request = started("{\"TaskDefinition\":\"archive\"}");
    await().until(() -> lines().contains("begin default"));

    interruptWait(request, Tasks::stoppedWhenInterrupted);

    await().atMost(Duration.ofSeconds(30)).until(() -> processes() == 0);
    assertThat(lines()).containsExactly("begin default");
  }

  @Test
  void aWorkerThatGoesAwayLeavesTheTaskToTheNextOne() throws Exception {
    var request = started("{\"TaskDefinition\":\"archive\"}");
    await().until(() -> lines().contains("begin default"));

    interruptWait(request, () -> {});
    Files.writeString(gate, "");

    tasks.awaitCompletion(request, () -> {});
    assertThat(lines()).containsExactly("begin default", "end default");
  }

  @Test
  void oneContainerThatEndsStopsTheOthers() throws Exception {
    var request =
        started(
            """
            {"TaskDefinition":"pair","Overrides":{"ContainerOverrides":[
              {"Name":"second","Environment":[{"Name":"GATE","Value":""}]}]}}
            """);

    var failure =
        catchThrowableOfType(
            TaskFailedException.class, () -> tasks.awaitCompletion(request, () -> {}));

    var task = JsonText.parse(String.valueOf(failure.cause()));
    assertThat(task.path("Containers").path(0).path("ExitCode").intValue()).isEqualTo(143);
    assertThat(task.path("Containers").path(1).path("ExitCode").intValue()).isZero();
    assertThat(task.path("StopCode").stringValue()).isEqualTo("EssentialContainerExited");
  }

  @Test
  void refusesAnOverrideOfAContainerThatIsNotThere() {
    assertThatThrownBy(() ->
            call(
                RUN,
                "{\"TaskDefinition\":\"archive\",\"Overrides\":"
                    + "{\"ContainerOverrides\":[{\"Name\":\"none\"}]}}"))
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            failure -> {
              assertThat(failure.error()).isEqualTo("ECS.InvalidParameterException");
              assertThat(failure.cause())
                  .startsWith("Override for container named none is not a container in the");
            });
  }

  @Test
  void aTaskThatIsNotConfiguredGoesToAws() {
    assertThatThrownBy(() -> call(RUN, "{\"TaskDefinition\":\"elsewhere\"}"))
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            failure -> assertThat(failure.error()).isEqualTo("ECS.SdkClientException"));
  }

  private void interruptWait(TaskRequest request, Progress progress) throws Exception {
    var ended = new CompletableFuture<Throwable>();
    var waiter =
        Thread.ofVirtual()
            .start(() ->
                ended.complete(
                    catchThrowableOfType(
                        CancellationException.class,
                        () -> tasks.awaitCompletion(request, progress))));
    waiter.interrupt();
    assertThat(ended.get(30, TimeUnit.SECONDS)).isNotNull();
  }

  private TaskIntegrations reopen() {
    var environment = Map.of("OUT", out.toString(), "GATE", gate.toString());
    var command = List.of("/bin/sh", "work.sh", "default");
    var local =
        new LocalResources(
            List.of(),
            List.of(
                new ContainerTask(
                    "archive",
                    List.of(
                        new Container("main", "work", command, SCRIPTS, environment, List.of()))),
                new ContainerTask(
                    "pair",
                    List.of(
                        new Container("first", "work", command, SCRIPTS, environment, List.of()),
                        new Container(
                            "second", "work", command, SCRIPTS, environment, List.of())))),
            Map.of(),
            List.of(),
            Routes.NONE);
    return new TaskIntegrations(Tasks.settings(local, folder.resolve("data")));
  }

  private TaskRequest started(String arguments) {
    var request = Tasks.request(RUN + ".sync", arguments);
    return submitted(request, tasks.call(request, () -> {}));
  }

  private static TaskRequest submitted(TaskRequest request, JsonNode answer) {
    return new TaskRequest(
        request.resource(),
        request.stateName(),
        request.arguments(),
        null,
        request.idempotencyKey(),
        request.executionArn(),
        null,
        answer);
  }

  private JsonNode call(String resource, String arguments) {
    return tasks.call(Tasks.request(resource, arguments), () -> {});
  }

  private List<String> lines() throws IOException {
    return Files.exists(out) ? Files.readAllLines(out) : List.of();
  }

  private long processes() {
    return ProcessHandle.allProcesses()
        .filter(process ->
            process
                .info()
                .commandLine()
                .filter(line -> line.contains(folder.toString()))
                .isPresent())
        .count();
  }
}
