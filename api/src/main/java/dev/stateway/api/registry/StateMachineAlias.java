package dev.stateway.api.registry;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A name for one or two versions of a state machine.
 *
 * @param machineArn the state machine
 * @param name its name
 * @param description what it is for
 * @param routes to which versions it leads; their weights are 100 in all
 * @param createdAt when it was made
 * @param updatedAt when it last changed
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-alias.html">Aliases</a>
 */
public record StateMachineAlias(
    String machineArn,
    String name,
    @Nullable String description,
    List<Route> routes,
    Instant createdAt,
    Instant updatedAt) {
  /** What the weights of an alias are in all. */
  public static final int TOTAL_WEIGHT = 100;

  public StateMachineAlias {
    routes = List.copyOf(routes);
  }

  /**
   * A way that executions can take.
   *
   * @param version the number of a version
   * @param weight how many of a hundred take it
   */
  public record Route(int version, int weight) {}

  /** Who it is. */
  public String arn() {
    return machineArn + ":" + name;
  }

  /** The ARN of the version that a route leads to. */
  public String versionArn(Route route) {
    return PublishedVersion.arn(machineArn, route.version());
  }

  boolean leadsTo(int version) {
    return routes.stream().anyMatch(route -> route.version() == version);
  }

  /** The version that is met by this one of the hundred parts, from 0 on. */
  int versionAt(int part) {
    var rest = part;
    for (var route : routes) {
      rest -= route.weight();
      if (rest < 0) {
        return route.version();
      }
    }
    throw new IllegalArgumentException("Of " + TOTAL_WEIGHT + " parts, there is no part " + part);
  }
}
