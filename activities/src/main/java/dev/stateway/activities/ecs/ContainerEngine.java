package dev.stateway.activities.ecs;

import dev.stateway.activities.ecs.ContainerTask.Container;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Docker, Podman, or what else has their command line: runs containers that have an image.
 *
 * @param command its program and the options that come before {@code run}; empty where images are
 *     not run
 * @see <a href="https://docs.docker.com/reference/cli/docker/container/run/">docker run</a>
 */
public record ContainerEngine(List<String> command) implements ContainerRuntime {
  /** Containers are processes of this machine, whatever their image. */
  public static final ContainerEngine PROCESSES = new ContainerEngine(List.of());

  public ContainerEngine {
    command = List.copyOf(command);
  }

  /** Of words separated by blanks, e.g. {@code docker}; {@code process} for none. */
  public static ContainerEngine of(String words) {
    return words.isBlank() || words.equals(Container.PROCESS)
        ? PROCESSES
        : new ContainerEngine(List.of(words.strip().split("\\s+")));
  }

  /** Whether this container is run by it. */
  boolean runs(Container container) {
    return !command.isEmpty() && !container.isProcess();
  }

  /**
   * The command that runs the container and lives as long as it: it hands signals on and ends with
   * the container's exit code.
   *
   * @param server what the command itself needs in its environment
   */
  Container wrapped(String taskId, Container container, Map<String, String> server) {
    var words = new ArrayList<>(command);
    words.addAll(List.of("run", "--rm", "--name", name(taskId, container)));
    container
        .environment()
        .forEach((name, value) -> {
          words.add("--env");
          // By its name alone, so that no list of processes shows its value; but the command's own
          // must stay what they are.
          words.add(server.containsKey(name) ? name + "=" + value : name);
        });
    words.addAll(container.options());
    words.add(container.image());
    words.addAll(container.command());
    var environment = new HashMap<>(container.environment());
    environment.putAll(server);
    return new Container(
        container.name(), container.image(), words, container.directory(), environment, List.of());
  }

  /** The command that ends the container when it does not end by itself. */
  List<String> kill(String taskId, Container container) {
    var words = new ArrayList<>(command);
    words.addAll(List.of("kill", name(taskId, container)));
    return words;
  }

  private static String name(String taskId, Container container) {
    return "stateway-" + taskId + "-" + container.name();
  }
}
