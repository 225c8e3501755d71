package dev.stateway.api.auth.web;

import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.sts.SecurityTokenService;
import dev.stateway.api.auth.sts.StsAnswer;
import dev.stateway.api.auth.sts.StsParameters;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Finds the calls of the token service among the requests to {@code /}: a form or a query with an
 * action and its version; all others go on as they came.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">AWS query protocol</a>
 */
final class StsFilter implements WebFilter {
  private static final int LARGEST_FORM = 128 * 1024;

  private final SecurityTokenService service;

  StsFilter(SecurityTokenService service) {
    this.service = service;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    var request = exchange.getRequest();
    if (!request.getURI().getRawPath().equals("/")
        || request.getHeaders().containsHeader("X-Amz-Target")) {
      return chain.filter(exchange);
    }
    var query = StsParameters.of(String.valueOf(request.getURI().getRawQuery()));
    if (request.getMethod().equals(HttpMethod.GET) && query.isCall()) {
      return answer(exchange, IncomingRequest.of(request, new byte[0]), query);
    }
    return isForm(request) ? form(exchange, chain) : chain.filter(exchange);
  }

  private static boolean isForm(ServerHttpRequest request) {
    // The type as text: one that is malformed is for whoever serves the request to refuse.
    var type = request.getHeaders().getFirst("Content-Type");
    return request.getMethod().equals(HttpMethod.POST)
        && type != null
        && type.regionMatches(
            true,
            0,
            MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            0,
            MediaType.APPLICATION_FORM_URLENCODED_VALUE.length())
        && request.getHeaders().getContentLength() <= LARGEST_FORM;
  }

  private Mono<Void> form(ServerWebExchange exchange, WebFilterChain chain) {
    return RequestBody.read(
            exchange,
            LARGEST_FORM,
            (bytes, unread) -> {
              var parameters = StsParameters.of(new String(bytes, StandardCharsets.UTF_8));
              return parameters.isCall()
                  ? answer(exchange, IncomingRequest.of(exchange.getRequest(), bytes), parameters)
                  : chain.filter(unread);
            })
        .onErrorResume(
            DataBufferLimitException.class,
            _ -> {
              exchange.getResponse().setStatusCode(HttpStatus.CONTENT_TOO_LARGE);
              return exchange.getResponse().setComplete();
            });
  }

  private Mono<Void> answer(
      ServerWebExchange exchange, IncomingRequest request, StsParameters parameters) {
    var requestId = UUID.randomUUID().toString();
    return service
        .answer(request, parameters, requestId)
        .flatMap(answer -> write(exchange, answer, requestId));
  }

  private static Mono<Void> write(ServerWebExchange exchange, StsAnswer answer, String requestId) {
    var response = exchange.getResponse();
    response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
    response.getHeaders().set("Content-Type", "text/xml");
    response.getHeaders().set("x-amzn-RequestId", requestId);
    var body = answer.body().getBytes(StandardCharsets.UTF_8);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
  }
}
