package dev.stateway.api.approval;

import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.Authenticator;
import dev.stateway.api.auth.Caller;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.PlainStatus;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.api.http.RequestText;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers requests with JSON, of those who prove who they are. */
public record JsonRoutes(AccessControl access) {
  private static final Logger LOG = LoggerFactory.getLogger(JsonRoutes.class);
  private static final int LARGEST_BODY = 64 * 1024;

  /** A request whose sender is known. */
  public record Call(Caller caller, String body) {}

  /** Answers a request; where there is no answer, it is 404. */
  public Mono<ServerResponse> answer(
      ServerRequest request, String action, Function<Call, Mono<JsonAnswer>> handler) {
    return call(request, action)
        .flatMap(handler)
        .defaultIfEmpty(JsonAnswer.message(404, "There is no such approval"))
        .onErrorResume(RequestRefused.class, refused -> Mono.just(refused.answer()))
        .onErrorResume(AwsError.class, error -> Mono.just(refused(error)))
        .onErrorResume(unexpected -> Mono.just(failed(request, unexpected)))
        .flatMap(JsonAnswer::toResponse);
  }

  private Mono<Call> call(ServerRequest request, String action) {
    return RequestText.read(request, LARGEST_BODY)
        .flatMap(body -> {
          var incoming = IncomingRequest.of(request, body.getBytes(StandardCharsets.UTF_8));
          return access
              .authenticate(
                  incoming, Authenticator.EXECUTE_API, action, UUID.randomUUID().toString())
              .map(caller -> new Call(caller, body));
        });
  }

  private static JsonAnswer refused(AwsError error) {
    var answer = JsonAnswer.message(PlainStatus.of(error), error.text());
    return error.isUnavailable() ? answer.withRetryAfter() : answer;
  }

  private static JsonAnswer failed(ServerRequest request, Throwable unexpected) {
    LOG.error("{} {} failed", request.method(), request.path(), unexpected);
    return JsonAnswer.message(500, "Internal Server Error");
  }
}
