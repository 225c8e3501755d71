package dev.stateway.api.gateway.integration;

import dev.stateway.api.gateway.mapping.GatewayRequest;
import dev.stateway.api.gateway.mapping.GatewayResponse;
import dev.stateway.api.gateway.mapping.OutgoingRequest;
import dev.stateway.api.gateway.mapping.RequestBody;
import dev.stateway.api.gateway.route.Integration;
import dev.stateway.api.gateway.route.PathTemplate;
import dev.stateway.api.gateway.route.Route;
import dev.stateway.api.gateway.route.RouteKey;
import dev.stateway.api.http.JsonAnswer;
import dev.stateway.api.http.RequestRefused;
import io.netty.handler.timeout.ReadTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.util.UriUtils;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Sends requests on to HTTP servers.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html">HTTP
 *     proxy integrations</a>
 */
public final class HttpProxyCalls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpProxyCalls.class);
  private static final int LARGEST_ANSWER = 10 * 1024 * 1024;
  private static final int CONNECTIONS = 500;
  private static final Duration IDLE = Duration.ofSeconds(20);

  private final ConnectionProvider connections =
      ConnectionProvider.builder("gateway-backends")
          .maxConnections(CONNECTIONS)
          .maxIdleTime(IDLE)
          .build();
  private final ClientHttpConnector connector;

  public HttpProxyCalls(AddressRules rules) {
    connector =
        new ReactorClientHttpConnector(
            HttpClient.create(connections)
                .followRedirect(false)
                .compress(false)
                .resolver(new GuardedResolver(rules)));
  }

  Mono<GatewayResponse> call(Integration.HttpProxy proxy, Route route, GatewayRequest request) {
    var outgoing =
        new OutgoingRequest("", request.line().query(), ForwardedHeaders.of(request))
            .with(proxy.changes(), request);
    var uri = uri(proxy, route, request, outgoing);
    var method = proxy.method().equals(RouteKey.ANY) ? request.line().method() : proxy.method();
    var timeout = route.responses().timeout();
    return connector
        .connect(
            HttpMethod.valueOf(method),
            uri,
            sent -> {
              outgoing.headers().forEach((name, values) -> sent.getHeaders().put(name, values));
              if (request.body().isEmpty()) {
                return sent.setComplete();
              }
              sent.getHeaders().setContentLength(request.body().length());
              return sent.writeWith(
                  Mono.fromSupplier(() -> sent.bufferFactory().wrap(request.body().bytes())));
            })
        .flatMap(answer -> proxy.streams() ? streamed(answer) : whole(answer))
        .timeout(timeout)
        .onErrorResume(failure -> failed(failure, uri));
  }

  private static URI uri(
      Integration.HttpProxy proxy, Route route, GatewayRequest request, OutgoingRequest outgoing) {
    try {
      var base = proxy.uri().expand(request.pathParameters(), greedy(route));
      var path = outgoing.path().isEmpty() ? base.getRawPath() : encoded(outgoing.path());
      var query = query(base, request, outgoing);
      return URI.create(
          base.getScheme()
              + "://"
              + base.getRawAuthority()
              + (path == null ? "" : path)
              + (query.isEmpty() ? "" : "?" + query));
    } catch (IllegalArgumentException malformed) {
      throw new RequestRefused(JsonAnswer.message(400, "Bad Request"));
    }
  }

  private static String encoded(String path) {
    for (var segment : path.split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        throw new IllegalArgumentException("The path has dot segments");
      }
    }
    var absolute = path.startsWith("/") ? path : "/" + path;
    return UriUtils.encodePath(absolute, StandardCharsets.UTF_8);
  }

  private static Optional<String> greedy(Route route) {
    return route.key() instanceof RouteKey.MethodAndPath(_, PathTemplate path)
        ? path.greedy()
        : Optional.empty();
  }

  /** As it was received, unless mappings have changed it. */
  private static String query(URI base, GatewayRequest request, OutgoingRequest outgoing) {
    var text =
        outgoing.query().equals(request.line().query())
            ? request.line().rawQuery()
            : encoded(outgoing.query());
    var own = base.getRawQuery();
    if (own == null) {
      return text;
    }
    return text.isEmpty() ? own : own + "&" + text;
  }

  private static String encoded(Map<String, List<String>> query) {
    var result = new StringBuilder();
    query.forEach((name, values) -> {
      for (var value : values) {
        result
            .append(result.isEmpty() ? "" : "&")
            .append(UriUtils.encode(name, StandardCharsets.UTF_8))
            .append('=')
            .append(UriUtils.encode(value, StandardCharsets.UTF_8));
      }
    });
    return result.toString();
  }

  private static Mono<GatewayResponse> streamed(ClientHttpResponse answer) {
    return Mono.just(
        new GatewayResponse(
            answer.getStatusCode().value(),
            ForwardedHeaders.ofAnswer(answer.getHeaders()),
            new GatewayResponse.Content.Streamed(answer.getBody())));
  }

  private static Mono<GatewayResponse> whole(ClientHttpResponse answer) {
    return DataBufferUtils.join(answer.getBody(), LARGEST_ANSWER)
        .map(buffer -> {
          var bytes = new byte[buffer.readableByteCount()];
          buffer.read(bytes);
          DataBufferUtils.release(buffer);
          return RequestBody.of(bytes);
        })
        .defaultIfEmpty(RequestBody.EMPTY)
        .map(body ->
            new GatewayResponse(
                answer.getStatusCode().value(),
                ForwardedHeaders.ofAnswer(answer.getHeaders()),
                new GatewayResponse.Content.Whole(body)));
  }

  private static Mono<GatewayResponse> failed(Throwable failure, URI uri) {
    if (failure instanceof RequestRefused) {
      return Mono.error(failure);
    }
    LOG.warn("the backend {} failed: {}", uri.getAuthority(), failure.toString());
    return Mono.just(
        switch (failure) {
          case TimeoutException _, ReadTimeoutException _ ->
              GatewayResponse.message(504, "Endpoint request timed out");
          case DataBufferLimitException _ ->
              GatewayResponse.message(502, "The backend's answer is too large");
          default ->
              isForbidden(failure)
                  ? GatewayResponse.message(502, "The backend may not be called")
                  : GatewayResponse.message(503, "Service Unavailable").withRetryAfter();
        });
  }

  private static boolean isForbidden(Throwable failure) {
    for (var at = failure; at != null; at = at.getCause()) {
      if (at instanceof AddressRules.ForbiddenAddressException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    connections.dispose();
  }
}
