package dev.stateway.activities.ecs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A task definition as the configuration names it.
 *
 * @param family what tasks call it by
 * @param containers all of them essential: when one ends, the task ends
 * @param kubernetes how its Job is made, where it runs as one
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html">TaskDefinition</a>
 */
public record ContainerTask(
    String family, List<Container> containers, KubernetesOptions kubernetes) {
  public ContainerTask {
    containers = List.copyOf(containers);
  }

  /** One that says nothing about Jobs. */
  public ContainerTask(String family, List<Container> containers) {
    this(family, containers, KubernetesOptions.DEFAULT);
  }

  /**
   * A container, run by a {@link ContainerEngine} or as a process.
   *
   * @param name what overrides call it by
   * @param image {@code process} for none
   * @param command what to run
   * @param directory the working directory of a process
   * @param environment what it finds in its environment
   * @param options more options for the engine
   */
  public record Container(
      String name,
      String image,
      List<String> command,
      Path directory,
      Map<String, String> environment,
      List<String> options) {
    /** What stands for no image. */
    public static final String PROCESS = "process";

    public Container {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
      // A run that an earlier version has kept knows none.
      options = List.copyOf(Objects.requireNonNullElse(options, List.of()));
    }

    /** Whether it has no image. */
    boolean isProcess() {
      return image.equals(PROCESS);
    }
  }
}
