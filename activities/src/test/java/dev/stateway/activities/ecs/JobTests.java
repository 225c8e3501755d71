package dev.stateway.activities.ecs;

import static dev.stateway.activities.kubernetes.TestCluster.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.ecs.ContainerTask.Container;
import dev.stateway.activities.kubernetes.TestCluster;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.activities.routing.Routes;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskHandler.Progress;
import dev.stateway.workflows.task.TaskRequest;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What tests of tasks as Kubernetes Jobs have in common, whatever the cluster. */
abstract class JobTests {
  static final String RUN = "arn:aws:states:::ecs:runTask";
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final KubernetesOptions PATIENT =
      new KubernetesOptions(
          Optional.of(NAMESPACE), Duration.ofDays(1), Duration.ofMinutes(5), Map.of());
  private static final KubernetesOptions IMPATIENT =
      new KubernetesOptions(
          Optional.of(NAMESPACE), Duration.ofDays(1), Duration.ofSeconds(1), Map.of());

  @TempDir Path folder;
  TaskIntegrations tasks;

  abstract TestCluster cluster();

  @BeforeEach
  void open() {
    tasks = reopen();
  }

  @AfterEach
  void close() throws IOException {
    Files.writeString(folder.resolve("gate"), "");
    tasks.close();
  }

  TaskIntegrations reopen() {
    var selecting =
        new KubernetesOptions(
            Optional.of(NAMESPACE),
            Duration.ofDays(1),
            Duration.ofSeconds(1),
            Map.of("nodeSelector", Map.of("disk", "none")));
    var local =
        new LocalResources(
            List.of(),
            List.of(
                new ContainerTask("archive", List.of(container("main", "work:1")), PATIENT),
                new ContainerTask(
                    "pair",
                    List.of(container("first", "work:1"), container("second", "work:1")),
                    PATIENT),
                new ContainerTask("absent", List.of(container("main", "missing:1")), IMPATIENT),
                new ContainerTask("picky", List.of(container("main", "work:1")), selecting),
                new ContainerTask(
                    "process",
                    List.of(container("main", Container.PROCESS)),
                    KubernetesOptions.DEFAULT)),
            Map.of(),
            List.of(),
            Routes.NONE);
    return new TaskIntegrations(
        Tasks.settings(local, folder.resolve("data"), new KubernetesCluster(cluster().stateway())));
  }

  /** Notes its beginning, waits for the gate, notes its end. */
  private Container container(String name, String image) {
    var script =
        """
        echo "begin $WHAT"
        echo "begin $WHAT" >> "$FOLDER/out"
        while [ ! -e "$FOLDER/$GATE" ]; do sleep 0.05; done
        echo "end $WHAT" >> "$FOLDER/out"
        exit "$CODE"
        """;
    var environment =
        Map.of("FOLDER", folder.toString(), "GATE", "gate", "CODE", "0", "WHAT", name);
    return new Container(
        name, image, List.of("/bin/sh", "-c", script), folder, environment, List.of());
  }

  List<String> lines() throws IOException {
    var out = folder.resolve("out");
    return Files.exists(out) ? Files.readAllLines(out) : List.of();
  }

  void openGate() throws IOException {
    Files.writeString(folder.resolve("gate"), "");
  }

  static String task(String family, String... overrides) {
    return """
    {"TaskDefinition": "%s", "Overrides": {"ContainerOverrides": [%s]}}
    """
        .formatted(family, String.join(",", overrides));
  }

  static String override(String container, String... variables) {
    var environment = new StringBuilder();
    for (var i = 0; i < variables.length; i += 2) {
      environment
          .append(i == 0 ? "" : ",")
          .append(
              "{\"Name\": \"%s\", \"Value\": \"%s\"}".formatted(variables[i], variables[i + 1]));
    }
    return "{\"Name\": \"%s\", \"Environment\": [%s]}".formatted(container, environment);
  }

  TaskRequest started(String arguments) {
    var request = Tasks.request(RUN + ".sync", arguments);
    return submitted(request, tasks.call(request, () -> {}));
  }

  static TaskRequest submitted(TaskRequest request, JsonNode answer) {
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

  JsonNode failed(TaskRequest request) {
    var failure =
        catchThrowableOfType(
            TaskFailedException.class, () -> tasks.awaitCompletion(request, () -> {}));
    assertThat(failure.error()).isEqualTo("States.TaskFailed");
    return JsonText.parse(String.valueOf(failure.cause()));
  }

  static String id(TaskRequest request) {
    return StartedTasks.id(request);
  }

  Job job(TaskRequest request) {
    return cluster()
        .admin()
        .batch()
        .v1()
        .jobs()
        .inNamespace(NAMESPACE)
        .withName("stateway-" + id(request))
        .get();
  }

  List<Pod> pods(TaskRequest request) {
    return cluster()
        .admin()
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("stateway.dev/task-id", id(request))
        .list()
        .getItems();
  }

  CompletableFuture<JsonNode> waiting(TaskIntegrations tasks, TaskRequest request) {
    return CompletableFuture.supplyAsync(() -> tasks.awaitCompletion(request, () -> {}));
  }

  void begun(String... lines) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(lines()).contains(lines));
  }

  void interruptWait(TaskRequest request, Progress progress) throws Exception {
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
}
