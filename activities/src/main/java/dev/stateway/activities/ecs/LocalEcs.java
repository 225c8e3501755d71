package dev.stateway.activities.ecs;

import dev.stateway.activities.aws.Polling;
import dev.stateway.activities.ecs.ContainerTask.Container;
import dev.stateway.activities.process.ProcessEnvironment;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskHandler.Progress;
import dev.stateway.workflows.task.TaskRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** Runs the containers of configured tasks on this machine: by an engine, or as processes. */
final class LocalEcs implements TaskRunner, AutoCloseable {
  private static final Duration FIRST_POLL = Duration.ofMillis(20);
  private static final Duration LONGEST_POLL = Duration.ofMillis(500);
  private static final String STOPPED = "Task stopped by Step Functions";

  private final Map<String, ContainerTask> tasks = new HashMap<>();
  private final LocalRuns runs;
  private final TaskShape shape;
  private final Map<String, String> server;
  private final ContainerEngine engine;

  LocalEcs(
      List<ContainerTask> tasks,
      LocalRuns runs,
      TaskShape shape,
      Map<String, String> server,
      ContainerEngine engine) {
    this.engine = engine;
    tasks.forEach(task -> this.tasks.put(task.family(), task));
    this.runs = runs;
    this.shape = shape;
    this.server = Map.copyOf(server);
  }

  boolean has(String family) {
    return tasks.containsKey(family);
  }

  @Override
  public JsonNode runTask(TaskRequest request) throws InterruptedException {
    return StartedTasks.answer(request, this::run);
  }

  @Override
  public JsonNode awaitStopped(TaskRequest request, Progress progress) throws InterruptedException {
    var run = begun(request);
    return new Polling(FIRST_POLL, LONGEST_POLL, progress)
        .until(() -> look(run), () -> runs.stopInBackground(run, STOPPED));
  }

  /**
   * Waits until it has stopped: when this server closes before, it starts again with the next one,
   * where it has to be stopped again.
   */
  @Override
  public void stop(TaskRequest request, Progress progress) throws InterruptedException {
    var run = begun(request);
    if (look(run).isEmpty()) {
      runs.stopInBackground(run, STOPPED);
      var _ = new Polling(FIRST_POLL, LONGEST_POLL, progress).until(() -> look(run), () -> {});
    }
  }

  private LocalRun begun(TaskRequest request) {
    var id = StartedTasks.id(request);
    return find(id)
        .orElseThrow(
            () -> new TaskFailedException("States.TaskFailed", "The task " + id + " is gone"));
  }

  @Override
  public void close() {
    runs.close();
  }

  private JsonNode run(String id, RunTaskArguments arguments) throws InterruptedException {
    var definition = tasks.get(arguments.family());
    if (definition == null) {
      throw new IllegalArgumentException("No task " + arguments.family() + " is configured");
    }
    var containers = new ArrayList<Container>();
    var kills = new HashMap<String, List<String>>();
    for (var container : arguments.containers(definition)) {
      containers.add(equipped(id, container));
      if (engine.runs(container)) {
        kills.put(container.name(), engine.kill(id, container));
      }
    }
    var task = shape.provisioning(id, arguments, containers, System.currentTimeMillis());
    try {
      return runs.start(new LocalRun.Plan(id, containers, task, kills)).plan().task();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private Optional<LocalRun> find(String id) {
    try {
      return runs.find(id);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private Container equipped(String id, Container container) {
    var environment = ProcessEnvironment.of(server, shape.region());
    if (engine.runs(container)) {
      return engine.wrapped(id, container, environment);
    }
    if (container.command().isEmpty()) {
      throw new TaskFailedException(
          "States.Runtime",
          "The container '"
              + container.name()
              + "' has an image and no command: name what runs images here in STATEWAY_CONTAINERS,"
              + " e.g. docker");
    }
    environment.putAll(container.environment());
    return new Container(
        container.name(),
        container.image(),
        container.command(),
        container.directory(),
        environment,
        List.of());
  }

  private Optional<JsonNode> look(LocalRun run) {
    try {
      if (!runs.hasStopped(run)) {
        return Optional.empty();
      }
      return Optional.of(TaskShape.stopped(run.plan().task(), stop(run)));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private static TaskShape.Stop stop(LocalRun run) throws IOException {
    var startedAt = run.startedAt(run.plan().containers().getFirst().name());
    var reason = run.stopReason().orElse(TaskShape.ESSENTIAL_EXITED);
    var byItself = reason.equals(TaskShape.ESSENTIAL_EXITED);
    return new TaskShape.Stop(
        run.states(),
        OptionalLong.of(startedAt),
        startedAt,
        byItself ? TaskShape.ESSENTIAL_EXITED_CODE : TaskShape.USER_INITIATED,
        reason);
  }

  private static TaskFailedException failure(IOException e) {
    return new TaskFailedException("ECS.ServerException", "The task could not be run here: " + e);
  }
}
