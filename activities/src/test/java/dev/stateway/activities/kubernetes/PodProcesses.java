package dev.stateway.activities.kubernetes;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The containers of one pod as processes: their {@code args} are run, whatever their image. */
final class PodProcesses {
  private final Map<String, Running> containers = new LinkedHashMap<>();
  private @Nullable Instant stopped;

  private PodProcesses() {}

  static PodProcesses start(Pod pod, Path folder) throws IOException {
    var processes = new PodProcesses();
    for (var container : pod.getSpec().getContainers()) {
      var log = log(folder, pod.getMetadata().getName(), container.getName());
      processes.containers.put(container.getName(), new Running(start(container, log)));
    }
    return processes;
  }

  static Path log(Path folder, String pod, String container) {
    return folder.resolve(pod + "." + container + ".log");
  }

  private static Process start(Container container, Path log) throws IOException {
    var words = container.getArgs().stream().map(PodProcesses::expanded).toList();
    var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().retainAll(List.of("PATH"));
    for (EnvVar variable : container.getEnv()) {
      builder.environment().put(variable.getName(), expanded(variable.getValue()));
    }
    Files.createDirectories(log.getParent());
    var process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  /** As a kubelet does with a text that has no references. */
  private static String expanded(String text) {
    if (text.replace("$$", "").contains("$(")) {
      throw new IllegalStateException("References are not resolved here: " + text);
    }
    return text.replace("$$", "$");
  }

  /** Asks them to end; those that have not within the grace period are killed. */
  void stop(long graceSeconds) {
    if (stopped == null) {
      stopped = Instant.now();
      containers.values().forEach(running -> running.process.destroy());
    } else if (Instant.now().isAfter(stopped.plusSeconds(graceSeconds))) {
      containers.values().forEach(running -> running.process.destroyForcibly());
    }
  }

  boolean haveEnded() {
    return containers.values().stream().noneMatch(running -> running.process.isAlive());
  }

  boolean haveSucceeded() {
    return containers.values().stream().allMatch(running -> running.process.exitValue() == 0);
  }

  List<ContainerStatus> statuses(Pod pod) {
    return pod.getSpec().getContainers().stream().map(this::status).toList();
  }

  private ContainerStatus status(Container container) {
    var running = requireNonNull(containers.get(container.getName()));
    var made =
        new ContainerStatusBuilder()
            .withName(container.getName())
            .withImage(container.getImage())
            .withImageID(container.getImage())
            .withRestartCount(0);
    if (running.process.isAlive()) {
      return made.withReady(true)
          .withNewState()
          .withNewRunning(running.startedAt)
          .endState()
          .build();
    }
    var code = running.process.exitValue();
    return made.withReady(false)
        .withNewState()
        .withNewTerminated()
        .withExitCode(code)
        .withReason(code == 0 ? "Completed" : "Error")
        .withStartedAt(running.startedAt)
        .withFinishedAt(running.endedAt())
        .endTerminated()
        .endState()
        .build();
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static final class Running {
    final Process process;
    final String startedAt = now();
    private @Nullable String endedAt;

    Running(Process process) {
      this.process = process;
    }

    String endedAt() {
      if (endedAt == null) {
        endedAt = now();
      }
      return endedAt;
    }
  }
}
