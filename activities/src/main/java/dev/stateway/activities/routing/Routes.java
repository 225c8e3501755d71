package dev.stateway.activities.routing;

import dev.stateway.activities.routing.Route.Target;
import dev.stateway.workflows.task.TaskRequest;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where tasks go: the first route counts that takes a task.
 *
 * @param routes in their order
 */
public record Routes(List<Route> routes) {
  /** Every task goes where it usually goes. */
  public static final Routes NONE = new Routes(List.of());

  public Routes {
    routes = List.copyOf(routes);
  }

  /** Where this task goes. */
  public Target of(TaskRequest request) {
    return routes.stream()
        .filter(route -> route.takes(request))
        .findFirst()
        .<Target>map(Route::target)
        .orElse(new Target.Usual());
  }

  /** The address of AWS's services for this task, if it has one of its own. */
  public Optional<URI> endpoint(TaskRequest request) {
    return of(request) instanceof Target.Endpoint(var url) ? Optional.of(url) : Optional.empty();
  }
}
