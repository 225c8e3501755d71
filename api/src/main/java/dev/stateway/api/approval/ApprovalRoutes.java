package dev.stateway.api.approval;

import dev.stateway.api.StatewayProperties;
import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.Authenticator;
import dev.stateway.api.auth.Caller;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.PlainStatus;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.Executions;
import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.api.http.RequestText;
import dev.stateway.api.states.PageTokens;
import dev.stateway.api.worker.TemporalCalls;
import dev.stateway.api.worker.TemporalConnection;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;
import javax.crypto.SecretKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** {@code GET /approvals}, {@code GET /approvals/{id}}, {@code POST /approvals/{id}}. */
@Configuration(proxyBeanMethods = false)
class ApprovalRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(ApprovalRoutes.class);

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  RouterFunction<ServerResponse> approvalRouter(
      TemporalConnection connection,
      TemporalCalls calls,
      Executions executions,
      SecretKey serverKey,
      AccessControl access,
      StatewayProperties properties) {
    var handler =
        new ApprovalHandler(
            new Approvals(
                connection, calls, executions, new PageTokens(serverKey, Clock.systemUTC())),
            new ApprovalDocuments(properties),
            access);
    return RouterFunctions.route()
        .GET(
            "/approvals",
            request ->
                answer(
                    request,
                    access,
                    ApprovalHandler.LIST,
                    call -> handler.list(call.caller, request)))
        .GET(
            "/approvals/{id}",
            request ->
                answer(
                    request,
                    access,
                    ApprovalHandler.READ,
                    call -> handler.read(call.caller, request)))
        .POST(
            "/approvals/{id}",
            request ->
                answer(
                    request,
                    access,
                    ApprovalHandler.DECIDE,
                    call -> handler.decide(call.caller, request, call.body)))
        .build();
  }

  /** A request whose sender is known. */
  private record Call(Caller caller, String body) {}

  private static Mono<ServerResponse> answer(
      ServerRequest request,
      AccessControl access,
      String action,
      Function<Call, Mono<JsonAnswer>> handler) {
    return call(request, access, action)
        .flatMap(handler)
        .defaultIfEmpty(JsonAnswer.message(404, "There is no such approval"))
        .onErrorResume(RequestRefused.class, refused -> Mono.just(refused.answer()))
        .onErrorResume(AwsError.class, error -> Mono.just(refused(error)))
        .onErrorResume(unexpected -> Mono.just(failed(request, unexpected)))
        .flatMap(JsonAnswer::toResponse);
  }

  private static Mono<Call> call(ServerRequest request, AccessControl access, String action) {
    return RequestText.read(request, ApprovalHandler.LARGEST_DECISION)
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
