package dev.stateway.activities.ecs;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.ecs.ContainerTask.Container;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.activities.routing.Routes;
import dev.stateway.workflows.task.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Container tasks that write what they do and wait until they are let go. */
final class LocalEcsTasks implements AutoCloseable {
  static final String RUN = "arn:aws:states:::ecs:runTask";

  private static final Path SCRIPTS = Path.of("src/test/resources/containers").toAbsolutePath();

  private final Path folder;
  private final Path out;
  private final Path gate;
  private TaskIntegrations tasks;

  LocalEcsTasks(Path folder) {
    this.folder = folder;
    this.out = folder.resolve("out");
    this.gate = folder.resolve("gate");
    this.tasks = another();
  }

  TaskIntegrations tasks() {
    return tasks;
  }

  /** Opens them again, as the next server does. */
  void open() {
    tasks = another();
  }

  /** Lets the containers end. */
  void letGo() throws IOException {
    Files.writeString(gate, "");
  }

  @Override
  public void close() throws IOException {
    letGo();
    tasks.close();
  }

  /** A server of its own over the same runs. */
  TaskIntegrations another() {
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

  JsonNode call(String resource, String arguments) {
    return tasks.call(Tasks.request(resource, arguments), () -> {});
  }

  List<String> lines() throws IOException {
    return Files.exists(out) ? Files.readAllLines(out) : List.of();
  }

  long processes() {
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
