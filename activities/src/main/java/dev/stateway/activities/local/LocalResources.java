package dev.stateway.activities.local;

import dev.stateway.activities.ecs.ContainerTask;
import dev.stateway.activities.functions.FunctionDefinition;
import java.util.List;

/**
 * What runs on this machine instead of on AWS.
 *
 * @param functions Lambda functions
 * @param tasks ECS task definitions
 */
public record LocalResources(List<FunctionDefinition> functions, List<ContainerTask> tasks) {
  /** Nothing: every task goes to AWS. */
  public static final LocalResources NONE = new LocalResources(List.of(), List.of());

  public LocalResources {
    functions = List.copyOf(functions);
    tasks = List.copyOf(tasks);
  }
}
