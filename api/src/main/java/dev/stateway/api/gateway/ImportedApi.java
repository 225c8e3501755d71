package dev.stateway.api.gateway;

import java.util.List;

/**
 * What an OpenAPI file gave.
 *
 * @param routes its routes; none if the file is refused
 * @param problems everything found wrong with it, by line
 */
record ImportedApi(List<Route> routes, List<Problem> problems) {
  ImportedApi {
    routes = List.copyOf(routes);
    problems = List.copyOf(problems);
  }

  boolean refused() {
    return problems.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
  }
}
