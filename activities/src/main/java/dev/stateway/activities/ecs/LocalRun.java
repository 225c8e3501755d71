package dev.stateway.activities.ecs;

import dev.stateway.activities.ecs.ContainerTask.Container;
import dev.stateway.activities.process.ProcessScripts;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * A task's run on this machine, kept as files in a folder of its own, so that a server started
 * again finds it as it is.
 *
 * @param folder where its files are
 * @param plan what is run, and the answer of RunTask it began with
 */
record LocalRun(Path folder, Plan plan) {
  // The machine was restarted, or the container's recorder was killed.
  private static final ContainerState LOST =
      new ContainerState.Lost("The process is gone without an exit code");
  private static final String PLAN = "run.json";
  private static final String STOP = "stop";
  private static final Duration START_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(5);

  /** The run kept in this folder; empty when there is none, or it was never finished writing. */
  static Optional<LocalRun> read(Path folder) throws IOException {
    try {
      var plan = JsonText.MAPPER.readValue(Files.readString(folder.resolve(PLAN)), Plan.class);
      return Optional.of(new LocalRun(folder, plan));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /** Keeps the plan; what another server has kept for the same run before is the same. */
  static LocalRun create(Path folder, Plan plan) throws IOException {
    Files.createDirectories(folder);
    var unfinished = Files.createTempFile(folder, PLAN, ".new");
    Files.writeString(unfinished, JsonText.MAPPER.writeValueAsString(plan));
    Files.move(unfinished, folder.resolve(PLAN), StandardCopyOption.ATOMIC_MOVE);
    return new LocalRun(folder, plan);
  }

  /** Starts the containers that have not been started; doing it twice is doing it once. */
  void start() throws IOException, InterruptedException {
    for (var container : plan.containers()) {
      if (state(container) instanceof ContainerState.Pending) {
        start(container);
      }
    }
  }

  Map<String, ContainerState> states() throws IOException {
    var states = new LinkedHashMap<String, ContainerState>();
    for (var container : plan.containers()) {
      states.put(container.name(), state(container));
    }
    return states;
  }

  /** Asks the containers to end; they run on until they do. */
  void stop(String reason) throws IOException {
    Files.writeString(folder.resolve(STOP), reason);
    for (var container : plan.containers()) {
      process(container).ifPresent(process -> signal("TERM", process));
    }
  }

  /** Why it was asked to end. */
  Optional<String> stopReason() throws IOException {
    var file = folder.resolve(STOP);
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  /** Ends what is still running; the recorder of each container lives on to record it. */
  void kill() throws IOException, InterruptedException {
    for (var container : plan.containers()) {
      var process = process(container);
      if (process.isEmpty()) {
        continue;
      }
      var kill = plan.kills().get(container.name());
      if (kill == null || !run(kill)) {
        process.get().descendants().forEach(ProcessHandle::destroyForcibly);
      }
    }
  }

  /** Whether the command ended well. */
  private static boolean run(List<String> command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    return process.waitFor(KILL_TIMEOUT.toSeconds(), TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  /** Forgets that it was ever started. */
  void reset() throws IOException {
    for (var container : plan.containers()) {
      Files.deleteIfExists(file(container, "exit"));
      Files.deleteIfExists(file(container, "pid"));
      Files.deleteIfExists(file(container, "claim"));
    }
    Files.deleteIfExists(folder.resolve(STOP));
  }

  /** When a container was started, in milliseconds. */
  long startedAt(String container) throws IOException {
    var pid = folder.resolve(container + ".pid");
    return Files.exists(pid) ? Files.getLastModifiedTime(pid).toMillis() : 0;
  }

  private void start(Container container) throws IOException, InterruptedException {
    var command = ProcessScripts.detached(folder, container.name(), container.command());
    var builder = new ProcessBuilder(command).directory(container.directory().toFile());
    builder.environment().clear();
    builder.environment().putAll(container.environment());
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.start().getOutputStream().close();
    var patience = START_TIMEOUT.dividedBy(POLL);
    while (state(container) instanceof ContainerState.Pending) {
      if (patience-- == 0) {
        throw new IOException("The container " + container.name() + " did not start");
      }
      Thread.sleep(POLL);
    }
  }

  private ContainerState state(Container container) throws IOException {
    var exit = exit(container);
    if (exit.isPresent()) {
      return exit.get();
    }
    if (!Files.exists(file(container, "pid"))) {
      return new ContainerState.Pending();
    }
    if (process(container).isPresent()) {
      return new ContainerState.Running();
    }
    // It may have ended between the two looks.
    return exit(container).orElse(LOST);
  }

  private Optional<ContainerState> exit(Container container) throws IOException {
    var file = file(container, "exit");
    try {
      var code = Integer.parseInt(Files.readString(file).strip());
      return Optional.of(
          new ContainerState.Exited(code, Files.getLastModifiedTime(file).toMillis()));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /**
   * The recorder's process, if it lives: an id can be another's by now, the folder among its
   * arguments cannot.
   */
  private Optional<ProcessHandle> process(Container container) throws IOException {
    var file = file(container, "pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
        .filter(ProcessHandle::isAlive)
        .filter(process -> names(process.info(), folder.toString()));
  }

  private static boolean names(ProcessHandle.Info info, String folder) {
    return info.arguments().map(arguments -> List.of(arguments).contains(folder)).orElse(true);
  }

  private static void signal(String signal, ProcessHandle leader) {
    try {
      var kill = "kill -s " + signal + " -- -" + leader.pid();
      var process =
          new ProcessBuilder("/bin/sh", "-c", kill)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(Container container, String suffix) {
    return folder.resolve(container.name() + "." + suffix);
  }

  /**
   * What is run.
   *
   * @param id the task's id
   * @param containers with overrides and the whole environment
   * @param task the task as RunTask answered it
   * @param kills what ends containers that the end of their process does not end, by their names
   */
  record Plan(
      String id, List<Container> containers, JsonNode task, Map<String, List<String>> kills) {
    Plan {
      containers = List.copyOf(containers);
      // A run that an earlier version has kept knows none.
      kills = Map.copyOf(Objects.requireNonNullElse(kills, Map.of()));
    }
  }
}
