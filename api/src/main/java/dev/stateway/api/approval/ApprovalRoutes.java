package dev.stateway.api.approval;

import dev.stateway.api.StatewayProperties;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.api.http.RequestText;
import dev.stateway.api.worker.TemporalCalls;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.translator.JsonText;
import java.util.function.Function;
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
  private static final int LARGEST_DECISION = 64 * 1024;
  private static final int DEFAULT_LIMIT = 50;
  private static final int HIGHEST_LIMIT = 200;

  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  RouterFunction<ServerResponse> approvalRouter(
      TemporalConnection connection, TemporalCalls calls, StatewayProperties properties) {
    var handler = new Handler(new Approvals(connection, calls), new ApprovalDocuments(properties));
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
        .flatMap(JsonAnswer::toResponse);
  }

  private static JsonAnswer refused(AwsError error) {
    var answer = JsonAnswer.message(error.httpStatus(), error.text());
    return error.isUnavailable() ? answer.withRetryAfter() : answer;
  }

  private record Handler(Approvals approvals, ApprovalDocuments documents) {
    Mono<JsonAnswer> list(ServerRequest request) {
      var token = request.queryParam("nextToken").filter(text -> !text.isEmpty()).orElse(null);
      return approvals.pending(limit(request), token).map(this::page);
    }

    private static int limit(ServerRequest request) {
      var text = request.queryParam("maxResults").orElse(Integer.toString(DEFAULT_LIMIT));
      var limit = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
      if (limit < 1 || limit > HIGHEST_LIMIT) {
        throw new RequestRefused(
            JsonAnswer.message(400, "maxResults must be a number from 1 to " + HIGHEST_LIMIT));
      }
      return limit;
    }

    private JsonAnswer page(Approvals.Page page) {
      var body = JsonText.MAPPER.createObjectNode();
      var list = body.putArray("approvals");
      for (var entry : page.entries()) {
        list.add(
            entry
                .view()
                .map(view -> documents.document(entry.id(), view))
                .orElseGet(() -> documents.pending(entry.id())));
      }
      if (page.next() != null) {
        body.put("nextToken", page.next());
      }
      return JsonAnswer.of(200, body);
    }

    Mono<JsonAnswer> read(ServerRequest request) {
      return Mono.justOrEmpty(ApprovalId.parse(request.pathVariable("id")))
          .flatMap(id ->
              approvals.find(id).map(view -> JsonAnswer.of(200, documents.document(id, view))));
    }

    Mono<JsonAnswer> decide(ServerRequest request) {
      return RequestText.read(request, LARGEST_DECISION)
          .map(DecisionRequest::read)
          .flatMap(decision ->
              Mono.justOrEmpty(ApprovalId.parse(request.pathVariable("id")))
                  .flatMap(
                      id -> approvals.decide(id, decision).map(outcome -> decided(id, outcome))));
    }

    private JsonAnswer decided(ApprovalId id, Approvals.Outcome outcome) {
      return switch (outcome) {
        case Approvals.Outcome.Counted(var view) ->
            JsonAnswer.of(200, documents.document(id, view));
        case Approvals.Outcome.TooLate(var view) -> {
          var body = JsonAnswer.messageBody(ApprovalDocuments.lateness(view));
          body.set("approval", documents.document(id, view));
          yield JsonAnswer.of(409, body);
        }
      };
    }
  }
}
