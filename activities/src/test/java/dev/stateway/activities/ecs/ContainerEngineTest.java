package dev.stateway.activities.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.TaskSettings;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.ecs.ContainerTask.Container;
import dev.stateway.activities.functions.FunctionHost;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.activities.routing.Routes;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tasks whose containers an engine runs. */
class ContainerEngineTest {
  private static final Path SCRIPTS = Path.of("src/test/resources/containers").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  /** What it notes stands beside it. */
  private ContainerEngine standIn() throws IOException {
    var script = folder.resolve("engine.sh");
    Files.copy(SCRIPTS.resolve("engine.sh"), script, StandardCopyOption.COPY_ATTRIBUTES);
    return ContainerEngine.of(script.toString());
  }

  private TaskIntegrations tasks(ContainerEngine engine, Container container) {
    var local =
        new LocalResources(
            List.of(),
            List.of(new ContainerTask("job", List.of(container))),
            Map.of(),
            List.of(),
            Routes.NONE);
    var usual = Tasks.settings(local, folder.resolve("data"));
    var environment = new HashMap<>(usual.functions().environment());
    environment.put("HOME", folder.toString());
    return new TaskIntegrations(
        new TaskSettings(
            usual.data(),
            usual.account(),
            usual.local(),
            usual.aws(),
            new FunctionHost.Settings(
                usual.functions().data(),
                usual.functions().region(),
                environment,
                usual.functions().log()),
            engine,
            usual.sdkJars(),
            usual.httpHosts(),
            usual.connections(),
            usual.queues(),
            usual.notices(),
            usual.states(),
            usual.permissions()));
  }

  private Container container(String image, String script, String... options) {
    return new Container(
        "main",
        image,
        List.of("/bin/sh", "-c", script),
        folder,
        Map.of("OUT", folder.resolve("out").toString(), "HOME", "/root"),
        Arrays.asList(options));
  }

  private static TaskRequest started(TaskIntegrations tasks) {
    var request =
        Tasks.request("arn:aws:states:::ecs:runTask.sync", "{\"TaskDefinition\": \"job\"}");
    return new TaskRequest(
        request.resource(),
        request.stateName(),
        request.arguments(),
        null,
        request.idempotencyKey(),
        request.executionArn(),
        null,
        tasks.call(request, () -> {}));
  }

  private static JsonNode failed(TaskIntegrations tasks, TaskRequest request) {
    var failure =
        catchThrowableOfType(
            TaskFailedException.class, () -> tasks.awaitCompletion(request, () -> {}));
    return JsonText.parse(String.valueOf(failure.cause())).path("Containers").path(0);
  }

  private List<String> log() throws IOException {
    return Files.readAllLines(folder.resolve("engine.log"));
  }

  @Test
  void givesTheEngineImageEnvironmentAndOptions() throws Exception {
    var container = container("orders:1", "echo \"$OUT\" > \"$OUT\"", "--network=host");
    try (var tasks = tasks(standIn(), container)) {
      var task = tasks.awaitCompletion(started(tasks), () -> {});

      assertThat(task.path("Containers").path(0).path("ExitCode").intValue()).isZero();
      assertThat(task.path("Containers").path(0).path("Image").stringValue()).isEqualTo("orders:1");
      assertThat(Files.readString(folder.resolve("out")).strip())
          .isEqualTo(folder.resolve("out").toString());
      // What the engine itself needs is not taken from it.
      assertThat(log())
          .contains("env OUT", "env HOME=/root", "option --network=host", "run orders:1");
    }
  }

  @Test
  void endsWithTheContainersExitCode() throws Exception {
    try (var tasks = tasks(standIn(), container("orders:1", "exit 3"))) {
      assertThat(failed(tasks, started(tasks)).path("ExitCode").intValue()).isEqualTo(3);
    }
  }

  @Test
  void killsAContainerThatDoesNotEndWhenItIsAsked() throws Exception {
    var stubborn =
        container("orders:1", "trap '' TERM; echo > \"$OUT\"; while :; do sleep 1; done");
    try (var tasks = tasks(standIn(), stubborn)) {
      var request = started(tasks);
      await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("out")));
      var waiter =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  tasks.awaitCompletion(request, Tasks::stoppedWhenInterrupted);
                } catch (CancellationException _) {
                  // As asked.
                }
              });

      waiter.interrupt();
      waiter.join();

      await().atMost(PATIENCE).until(() -> log().contains("kill"));
      assertThat(failed(tasks, request).path("ExitCode").intValue()).isEqualTo(137);
    }
  }

  @Test
  void stopEndsWhenTheContainerHasEnded() throws Exception {
    var patient = container("orders:1", "echo > \"$OUT\"; while :; do sleep 1; done");
    try (var tasks = tasks(standIn(), patient)) {
      var request = started(tasks);
      await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("out")));

      tasks.stop(request, () -> {});

      assertThat(failed(tasks, request).path("ExitCode").intValue()).isNotZero();
    }
  }

  @Test
  void aContainerWithoutACommandNeedsAnEngine() {
    var image = new Container("main", "orders:1", List.of(), folder, Map.of(), List.of());
    try (var tasks = tasks(ContainerEngine.PROCESSES, image)) {
      var failure = catchThrowableOfType(TaskFailedException.class, () -> started(tasks));

      assertThat(failure.cause()).contains("STATEWAY_CONTAINERS");
    }
  }

  /** With {@code STATEWAY_TEST_CONTAINERS="docker"} and an image with a shell that is there. */
  @Test
  void runsRealContainers() throws Exception {
    var words = System.getenv("STATEWAY_TEST_CONTAINERS");
    var image = System.getenv("STATEWAY_TEST_IMAGE");
    assumeTrue(words != null && image != null, "STATEWAY_TEST_CONTAINERS and _IMAGE are not set");
    var options =
        String.valueOf(System.getenv().getOrDefault("STATEWAY_TEST_OPTIONS", "--network=host"));
    var mounted = "--volume=" + folder + ":" + folder;
    var container =
        new Container(
            "main",
            image,
            List.of("/bin/sh", "-c", "echo \"$GREETING\" > " + folder + "/out; exit 4"),
            folder,
            Map.of("GREETING", "hello"),
            Stream.concat(Arrays.stream(options.split(" ")), Stream.of(mounted)).toList());
    try (var tasks = tasks(ContainerEngine.of(words), container)) {
      assertThat(failed(tasks, started(tasks)).path("ExitCode").intValue()).isEqualTo(4);
      assertThat(Files.readString(folder.resolve("out"))).isEqualTo("hello\n");
    }
  }
}
