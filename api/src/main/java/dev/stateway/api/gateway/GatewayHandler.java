package dev.stateway.api.gateway;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.api.http.RequestText;
import java.security.SecureRandom;
import java.util.Base64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers every request that is for a route: select, check, call, answer. */
final class GatewayHandler implements HandlerFunction<ServerResponse> {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayHandler.class);

  /** API Gateway's limit. */
  private static final int LARGEST_BODY = 10 * 1024 * 1024;

  private static final int REQUEST_ID_BYTES = 11;

  private final RouteTable<Route> routes;
  private final RequestReader reader;
  private final Calls calls;
  private final SecureRandom random = new SecureRandom();

  /** What answers a request that was found fit for its route. */
  @FunctionalInterface
  interface Calls {
    /** The answer; an {@link AwsError} when the call is refused. */
    Mono<JsonAnswer> call(Route route, GatewayRequest request);
  }

  GatewayHandler(RouteTable<Route> routes, RequestReader reader, Calls calls) {
    this.routes = routes;
    this.reader = reader;
    this.calls = calls;
  }

  @Override
  public Mono<ServerResponse> handle(ServerRequest request) {
    var requestId = requestId();
    return routes
        .select(request.method().name(), request.uri().getRawPath())
        .map(selection -> answer(request, selection, requestId))
        .orElseGet(() -> Mono.just(JsonAnswer.message(404, "Not Found")))
        .flatMap(answer -> answer.with("apigw-requestid", requestId).toResponse());
  }

  private String requestId() {
    var bytes = new byte[REQUEST_ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  private Mono<JsonAnswer> answer(
      ServerRequest request, RouteTable.Selection<Route> selection, String requestId) {
    var route = selection.route();
    return RequestText.read(request, LARGEST_BODY)
        .flatMap(body -> {
          BodyCheck.check(route, body);
          return calls.call(route, reader.read(request, selection, body, requestId));
        })
        .onErrorResume(failure -> Mono.just(failed(failure, route, requestId)));
  }

  private static JsonAnswer failed(Throwable failure, Route route, String requestId) {
    return switch (failure) {
      case RequestRefused refused -> refused.answer();
      case AwsError error -> refused(error, route, requestId);
      default -> {
        LOG.error(
            "request {} to {} ({}) failed", requestId, route.key().text(), route.place(), failure);
        yield JsonAnswer.message(500, "Internal Server Error");
      }
    };
  }

  private static JsonAnswer refused(AwsError error, Route route, String requestId) {
    var answer = Answers.of(route.responses()).refused(error);
    if (answer.status() >= 500) {
      // The client is not told what is wrong with the route; the log is.
      LOG.warn(
          "request {} to {} ({}): {}",
          requestId,
          route.key().text(),
          route.place(),
          error.getMessage());
    }
    return answer;
  }
}
