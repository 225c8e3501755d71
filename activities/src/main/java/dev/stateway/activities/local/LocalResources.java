package dev.stateway.activities.local;

import dev.stateway.activities.ecs.ContainerTask;
import dev.stateway.activities.functions.FunctionDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What runs on this machine instead of on AWS.
 *
 * @param functions Lambda functions
 * @param tasks ECS task definitions
 * @param buckets folders, by the names of the buckets that they are
 */
public record LocalResources(
    List<FunctionDefinition> functions, List<ContainerTask> tasks, Map<String, Path> buckets) {
  /** Nothing: every task goes to AWS. */
  public static final LocalResources NONE = new LocalResources(List.of(), List.of());

  public LocalResources {
    functions = List.copyOf(functions);
    tasks = List.copyOf(tasks);
    buckets = Map.copyOf(buckets);
  }

  /** Resources without buckets. */
  public LocalResources(List<FunctionDefinition> functions, List<ContainerTask> tasks) {
    this(functions, tasks, Map.of());
  }
}
