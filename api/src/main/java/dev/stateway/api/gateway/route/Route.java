package dev.stateway.api.gateway.route;

import dev.stateway.api.gateway.mapping.ResponseMapping;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One operation of an API, ready to serve.
 *
 * @param api what it is a route of
 * @param key what it answers to
 * @param integration what it calls
 * @param authorization who may use it
 * @param credentials as whom it calls
 * @param rules what requests must be
 * @param responses how outcomes become answers
 * @param place where it is written
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html">Routes
 *     of HTTP APIs</a>
 */
public record Route(
    Api api,
    RouteKey key,
    Integration integration,
    Authorization authorization,
    Credentials credentials,
    Rules rules,
    Responses responses,
    Place place) {
  /** The same route as a stage serves it. */
  public Route in(Api stage, @Nullable Throttle throttle) {
    return new Route(
        stage,
        key,
        integration,
        authorization,
        credentials,
        throttle == null ? rules : new Rules(rules.bodySchema(), throttle, rules.apiKeyHeader()),
        responses,
        place);
  }

  /**
   * A line of a file.
   *
   * @param file which
   * @param line from 1
   */
  public record Place(Path file, int line) {
    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  /**
   * What requests must be to be let through.
   *
   * @param bodySchema what the request's body must be, where the file says so
   * @param throttle how many there may be; absent for any number
   * @param apiKeyHeader the header that must carry an API key; absent where none is needed
   */
  public record Rules(
      @Nullable BodySchema bodySchema,
      @Nullable Throttle throttle,
      @Nullable String apiKeyHeader) {}

  /** In whose words a route answers. */
  public enum ResponseMode {
    /** {@code aws}: the service's own document and status, unchanged. */
    AWS,
    /** {@code result}: what a plain HTTP client expects. */
    RESULT,
    /** {@code proxy}: the execution's output says status, headers and body. */
    PROXY
  }

  /**
   * How outcomes become answers.
   *
   * @param mode {@code x-workflow-response}
   * @param errors {@code x-workflow-errors}
   * @param location {@code x-workflow-location}: where a started execution can be read
   * @param exposeCause {@code x-workflow-expose-cause}: whether the cause of a failure is shown
   * @param timeout {@code timeoutInMillis}: how long an integration is waited for
   * @param mapping {@code responseParameters}: changes of the answer
   */
  public record Responses(
      ResponseMode mode,
      ErrorTable errors,
      LocationTemplate location,
      boolean exposeCause,
      Duration timeout,
      ResponseMapping mapping) {}
}
