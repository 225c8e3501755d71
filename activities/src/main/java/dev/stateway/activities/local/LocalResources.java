package dev.stateway.activities.local;

import dev.stateway.activities.ecs.ContainerTask;
import dev.stateway.activities.functions.FunctionDefinition;
import dev.stateway.activities.http.Connection;
import dev.stateway.activities.routing.Routes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What runs on this machine instead of on AWS.
 *
 * @param functions Lambda functions
 * @param tasks ECS task definitions
 * @param buckets folders, by the names of the buckets that they are
 * @param connections how HTTP endpoints are authorized to be called
 * @param routes where tasks go
 */
public record LocalResources(
    List<FunctionDefinition> functions,
    List<ContainerTask> tasks,
    Map<String, Path> buckets,
    List<Connection> connections,
    Routes routes) {
  /** Nothing: every task goes to AWS. */
  public static final LocalResources NONE =
      new LocalResources(List.of(), List.of(), Map.of(), List.of(), Routes.NONE);

  public LocalResources {
    functions = List.copyOf(functions);
    tasks = List.copyOf(tasks);
    buckets = Map.copyOf(buckets);
    connections = List.copyOf(connections);
  }
}
