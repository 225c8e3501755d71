package dev.stateway.activities.ecs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
   * A container, run as a process.
   *
   * @param name what overrides call it by
   * @param image shown, not used
   * @param command what to run
   * @param directory its working directory
   * @param environment what it finds in its environment
   */
  public record Container(
      String name,
      String image,
      List<String> command,
      Path directory,
      Map<String, String> environment) {
    public Container {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }
}
