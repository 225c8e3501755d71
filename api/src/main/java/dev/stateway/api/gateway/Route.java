package dev.stateway.api.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operation of an OpenAPI file, ready to serve.
 *
 * @param bodySchema what the request's body must be, where the file says so
 * @param responses how outcomes become answers
 * @param stageVariables those of its API
 * @param place where it is written
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html">Routes
 *     of HTTP APIs</a>
 */
record Route(
    RouteKey key,
    Integration integration,
    @Nullable BodySchema bodySchema,
    Responses responses,
    Map<String, String> stageVariables,
    Place place) {
  Route {
    stageVariables = Map.copyOf(stageVariables);
  }

  /** A line of a file. */
  record Place(Path file, int line) {
    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  /** In whose words a route answers. */
  enum ResponseMode {
    /** {@code aws}: the service's own document and status, unchanged. */
    AWS,
    /** {@code result}: what a plain HTTP client expects. */
    RESULT
  }

  /**
   * How outcomes become answers.
   *
   * @param mode {@code x-workflow-response}
   * @param errors {@code x-workflow-errors}
   * @param location {@code x-workflow-location}: where a started execution can be read
   * @param exposeCause {@code x-workflow-expose-cause}: whether the cause of a failure is shown
   * @param timeout {@code timeoutInMillis}: how long a synchronous route waits
   */
  record Responses(
      ResponseMode mode,
      ErrorTable errors,
      LocationTemplate location,
      boolean exposeCause,
      Duration timeout) {}
}
