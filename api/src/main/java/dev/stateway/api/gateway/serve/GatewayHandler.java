package dev.stateway.api.gateway.serve;

import dev.stateway.api.error.AwsError;
import dev.stateway.api.gateway.answer.Answers;
import dev.stateway.api.gateway.answer.ProblemDetails;
import dev.stateway.api.gateway.integration.Calls;
import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.mapping.GatewayResponse;
import dev.stateway.api.gateway.mapping.RequestBody;
import dev.stateway.api.gateway.route.Integration;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.api.gateway.route.RouteTable;
import dev.stateway.api.gateway.usage.Admission;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.api.http.RequestText;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers every request that is for a route: select, authorize, check, call, answer. */
public final class GatewayHandler implements HandlerFunction<ServerResponse> {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayHandler.class);

  /** API Gateway's limit. */
  private static final int LARGEST_BODY = 10 * 1024 * 1024;

  private static final int REQUEST_ID_BYTES = 11;

  private final ApiCatalog catalog;
  private final RequestReader reader;
  private final RouteAuthorizer authorizer;
  private final Admission usage;
  private final Calls calls;
  private final Throttles throttles = new Throttles();
  private final SecureRandom random = new SecureRandom();

  public GatewayHandler(
      ApiCatalog catalog,
      RequestReader reader,
      RouteAuthorizer authorizer,
      Admission usage,
      Calls calls) {
    this.catalog = catalog;
    this.reader = reader;
    this.authorizer = authorizer;
    this.usage = usage;
    this.calls = calls;
  }

  @Override
  public Mono<ServerResponse> handle(ServerRequest request) {
    var requestId = requestId();
    var host = request.headers().host();
    return catalog
        .locate(host == null ? "" : host.getHostString(), request.uri().getRawPath())
        .map(located -> answer(request, located, requestId))
        .orElseGet(() -> notFound(request))
        .flatMap(answer -> respond(answer.with("apigw-requestid", requestId)));
  }

  private String requestId() {
    var bytes = new byte[REQUEST_ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  /** When the whole request is there: what follows a body that was not read is no request. */
  private static Mono<GatewayResponse> notFound(ServerRequest request) {
    return RequestText.bytes(request, LARGEST_BODY)
        .map(_ -> GatewayResponse.message(404, "Not Found"))
        .onErrorResume(
            RequestRefused.class, refused -> Mono.just(GatewayResponse.of(refused.answer())));
  }

  private Mono<GatewayResponse> answer(
      ServerRequest request, ApiCatalog.Located located, String requestId) {
    Optional<RouteTable.Selection<Route>> selection;
    try {
      var cors = located.cors();
      if (cors.isPresent() && CorsAnswers.isPreflight(request)) {
        return Mono.just(CorsAnswers.preflight(cors.get(), request));
      }
      selection = located.routes().select(request.method().name(), located.rawPath());
      return selection
          .map(selected -> answer(request, located, selected, requestId))
          .orElseGet(() -> notFound(request))
          .map(response -> CorsAnswers.with(response, cors, request));
    } catch (IllegalArgumentException malformed) {
      return Mono.just(GatewayResponse.message(400, "The path is not percent-encoded UTF-8"));
    }
  }

  private Mono<GatewayResponse> answer(
      ServerRequest request,
      ApiCatalog.Located located,
      RouteTable.Selection<Route> selection,
      String requestId) {
    var route = selection.route();
    var started = System.nanoTime();
    return RequestText.bytes(request, LARGEST_BODY)
        .map(bytes -> reader.read(request, located, selection, RequestBody.of(bytes), requestId))
        .flatMap(read ->
            answer(route, read, request)
                .doOnNext(response ->
                    AccessLog.write(
                        route, read, response, Duration.ofNanos(System.nanoTime() - started))))
        .onErrorResume(failure -> Mono.just(failed(failure, route, requestId)));
  }

  private Mono<GatewayResponse> answer(
      Route route, GatewayRequest request, ServerRequest original) {
    var requestId = request.context("requestId").orElse("");
    // What is thrown on the way is an answer as well as what fails.
    return Mono.defer(() -> admitted(route, request, original))
        .map(response -> isOurs(route) ? problem(response, request, requestId) : response)
        .onErrorResume(
            failure -> Mono.just(problem(failed(failure, route, requestId), request, requestId)));
  }

  private Mono<GatewayResponse> admitted(
      Route route, GatewayRequest request, ServerRequest original) {
    return authorizer.authorize(
        route,
        request,
        original,
        authorized ->
            usage
                .admit(route, authorized)
                .flatMap(admitted -> {
                  throttles.require(route, admitted);
                  BodyCheck.check(route, admitted.body());
                  return calls.call(route, admitted);
                }));
  }

  private static GatewayResponse problem(
      GatewayResponse response, GatewayRequest request, String requestId) {
    return ProblemDetails.wanted(request) ? ProblemDetails.of(response, requestId) : response;
  }

  /** Whether what the route answers is said by this gateway, not passed on. */
  private static boolean isOurs(Route route) {
    return switch (route.integration()) {
      case Integration.StartExecution _,
          Integration.StartSyncExecution _,
          Integration.StopExecution _,
          Integration.DescribeExecution _ ->
          route.responses().mode() != Route.ResponseMode.AWS;
      case Integration.AwsService _,
          Integration.LambdaProxy _,
          Integration.HttpProxy _,
          Integration.Mock _ ->
          false;
    };
  }

  private static GatewayResponse failed(Throwable failure, Route route, String requestId) {
    return switch (failure) {
      case RequestRefused refused -> GatewayResponse.of(refused.answer());
      case AwsError error -> refused(error, route, requestId);
      default -> {
        LOG.error(
            "request {} to {} ({}) failed", requestId, route.key().text(), route.place(), failure);
        yield GatewayResponse.message(500, "Internal Server Error");
      }
    };
  }

  private static GatewayResponse refused(AwsError error, Route route, String requestId) {
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

  /** For the client. */
  static Mono<ServerResponse> respond(GatewayResponse answer) {
    var response =
        ServerResponse.status(answer.status())
            .headers(all -> answer.headers().forEach((name, values) -> all.put(name, values)));
    return switch (answer.content()) {
      case GatewayResponse.Content.Whole(var body) ->
          body.isEmpty()
              ? response.contentLength(0).build()
              : response.body(BodyInserters.fromValue(Objects.requireNonNull(body.bytes())));
      case GatewayResponse.Content.Streamed(var buffers) ->
          response.body(BodyInserters.fromDataBuffers(buffers));
    };
  }
}
