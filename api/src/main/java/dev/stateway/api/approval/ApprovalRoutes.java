package dev.stateway.api.approval;

import dev.stateway.api.StatewayProperties;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.api.states.PageTokens;
import dev.stateway.api.worker.TemporalCalls;
import dev.stateway.api.worker.TemporalConnection;
import java.time.Clock;
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
      SecretKey serverKey,
      StatewayProperties properties) {
    var handler =
        new ApprovalHandler(
            new Approvals(connection, calls, new PageTokens(serverKey, Clock.systemUTC())),
            new ApprovalDocuments(properties));
    return RouterFunctions.route()
        .GET("/approvals", request -> answer(request, handler::list))
        .GET("/approvals/{id}", request -> answer(request, handler::read))
        .POST("/approvals/{id}", request -> answer(request, handler::decide))
        .build();
  }

  private static Mono<ServerResponse> answer(
      ServerRequest request, Function<ServerRequest, Mono<JsonAnswer>> handler) {
    return Mono.defer(() -> handler.apply(request))
        .defaultIfEmpty(JsonAnswer.message(404, "There is no such approval"))
        .onErrorResume(RequestRefused.class, refused -> Mono.just(refused.answer()))
        .onErrorResume(AwsError.class, error -> Mono.just(refused(error)))
        .onErrorResume(unexpected -> Mono.just(failed(request, unexpected)))
        .flatMap(JsonAnswer::toResponse);
  }

  private static JsonAnswer refused(AwsError error) {
    var answer = JsonAnswer.message(error.httpStatus(), error.text());
    return error.isUnavailable() ? answer.withRetryAfter() : answer;
  }

  private static JsonAnswer failed(ServerRequest request, Throwable unexpected) {
    LOG.error("{} {} failed", request.method(), request.path(), unexpected);
    return JsonAnswer.message(500, "Internal Server Error");
  }
}
