package dev.stateway.api.auth.web;

import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.AccessControl.Task;
import dev.stateway.api.auth.Authenticator;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.PlainStatus;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.http.JsonAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets those at {@code /executions/{arn}}, and what lies below it, who may read that execution with
 * the Step Functions API as well.
 */
final class ExecutionGuard implements WebFilter {
  private static final String ROOT = "executions";
  private static final int LARGEST_BODY = 64 * 1024;

  private final AccessControl access;

  ExecutionGuard(AccessControl access) {
    this.access = access;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    return task(exchange)
        .map(task -> guarded(exchange, chain, task))
        .orElseGet(() -> chain.filter(exchange));
  }

  private static Optional<Task> task(ServerWebExchange exchange) {
    var segments = segments(exchange.getRequest().getPath().pathWithinApplication());
    if (segments.size() < 2
        || !segments.getFirst().equals(ROOT)
        || !segments.get(1).startsWith("arn:")) {
      return Optional.empty();
    }
    var reads =
        exchange.getRequest().getMethod().equals(HttpMethod.GET)
            || exchange.getRequest().getMethod().equals(HttpMethod.HEAD);
    var action =
        reads
            ? segments.size() == 2 && !wantsEvents(exchange)
                ? "states:DescribeExecution"
                : "states:GetExecutionHistory"
            : "states:StopExecution";
    return Optional.of(Task.of(action, segments.get(1)));
  }

  private static boolean wantsEvents(ServerWebExchange exchange) {
    return exchange.getRequest().getHeaders().getOrEmpty("Accept").stream()
        .anyMatch(accept -> accept.contains("text/event-stream"));
  }

  private static List<String> segments(PathContainer path) {
    return path.elements().stream()
        .filter(PathContainer.PathSegment.class::isInstance)
        .map(segment -> ((PathContainer.PathSegment) segment).valueToMatch())
        .toList();
  }

  private Mono<Void> guarded(ServerWebExchange exchange, WebFilterChain chain, Task task) {
    return RequestBody.read(
            exchange,
            LARGEST_BODY,
            (bytes, unread) -> {
              var request = IncomingRequest.of(unread.getRequest(), bytes);
              var requestId = UUID.randomUUID().toString();
              return access
                  .authenticate(request, Authenticator.EXECUTE_API, task.action(), requestId)
                  .flatMap(caller -> access.perform(caller, task, () -> chain.filter(unread)));
            })
        .onErrorResume(AwsError.class, error -> refuse(exchange, error))
        .onErrorResume(
            DataBufferLimitException.class,
            _ -> answer(exchange, JsonAnswer.message(413, "Request Entity Too Large")));
  }

  private static Mono<Void> refuse(ServerWebExchange exchange, AwsError error) {
    var answer = JsonAnswer.message(PlainStatus.of(error), error.text());
    return answer(exchange, error.isUnavailable() ? answer.withRetryAfter() : answer);
  }

  private static Mono<Void> answer(ServerWebExchange exchange, JsonAnswer answer) {
    var response = exchange.getResponse();
    response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
    answer.headers().forEach(response.getHeaders()::set);
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    var body = answer.body().getBytes(StandardCharsets.UTF_8);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
  }
}
