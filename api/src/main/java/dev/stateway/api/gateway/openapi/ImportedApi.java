package dev.stateway.api.gateway.openapi;

import dev.stateway.api.gateway.route.Api;
import dev.stateway.api.gateway.route.Route;
import java.util.List;

/**
 * What an OpenAPI file gave.
 *
 * @param api what its routes have in common
 * @param routes its routes; none if the file is refused
 * @param problems everything found wrong with it, by line
 */
public record ImportedApi(Api api, List<Route> routes, List<Problem> problems) {
  public ImportedApi {
    routes = List.copyOf(routes);
    problems = List.copyOf(problems);
  }

  /** Whether it has errors, so that nothing of it is served. */
  public boolean refused() {
    return problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
  }

  /** The errors and warnings of one kind, as lines. */
  public List<String> messages(Problem.Severity severity) {
    return problems.stream()
        .filter(problem -> problem.severity() == severity)
        .map(problem -> "line " + problem.place().line() + ": " + problem.message())
        .toList();
  }
}
