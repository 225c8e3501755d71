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
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html">TaskDefinition</a>
 */
public record ContainerTask(String family, List<Container> containers) {
  public ContainerTask {
    containers = List.copyOf(containers);
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
    public Container {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
      // A run that an earlier version has kept knows none.
      options = List.copyOf(Objects.requireNonNullElse(options, List.of()));
    }
  }
}
