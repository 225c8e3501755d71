package dev.stateway.api.gateway.serve;

import dev.stateway.api.gateway.mapping.GatewayResponse;
import dev.stateway.api.gateway.mapping.RequestBody;
import dev.stateway.api.gateway.route.Cors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Answers browsers of other origins.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html">CORS
 *     for HTTP APIs</a>
 */
final class CorsAnswers {
  private static final String ORIGIN = "Origin";
  private static final String METHOD = "Access-Control-Request-Method";

  private CorsAnswers() {}

  /** Whether a browser asks what it may, before it does. */
  static boolean isPreflight(ServerRequest request) {
    return request.method().equals(HttpMethod.OPTIONS)
        && request.headers().firstHeader(ORIGIN) != null
        && request.headers().firstHeader(METHOD) != null;
  }

  /** The answer to that; no route is asked. */
  static GatewayResponse preflight(Cors cors, ServerRequest request) {
    var headers = new LinkedHashMap<String, List<String>>(headers(cors, request));
    if (!headers.isEmpty()) {
      put(headers, "access-control-allow-methods", cors.allowMethods());
      put(headers, "access-control-allow-headers", cors.allowHeaders());
      cors.maxAge()
          .ifPresent(age -> headers.put("access-control-max-age", List.of(age.toString())));
    }
    return new GatewayResponse(204, headers, new GatewayResponse.Content.Whole(RequestBody.EMPTY));
  }

  /** An answer with what browsers must be told; instead of what the integration told them. */
  static GatewayResponse with(
      GatewayResponse response, Optional<Cors> cors, ServerRequest request) {
    if (cors.isEmpty()) {
      return response;
    }
    var headers = new LinkedHashMap<>(response.headers());
    headers.keySet().removeIf(name -> name.startsWith("access-control-"));
    headers.putAll(headers(cors.get(), request));
    return new GatewayResponse(response.status(), headers, response.content());
  }

  private static Map<String, List<String>> headers(Cors cors, ServerRequest request) {
    var headers = new LinkedHashMap<String, List<String>>();
    Optional.ofNullable(request.headers().firstHeader(ORIGIN))
        .flatMap(cors::allowedOrigin)
        .ifPresent(origin -> {
          headers.put("access-control-allow-origin", List.of(origin));
          if (!origin.equals("*")) {
            headers.put("vary", List.of(ORIGIN));
          }
          if (cors.allowCredentials()) {
            headers.put("access-control-allow-credentials", List.of("true"));
          }
          put(headers, "access-control-expose-headers", cors.exposeHeaders());
        });
    return headers;
  }

  private static void put(Map<String, List<String>> headers, String name, List<String> values) {
    if (!values.isEmpty()) {
      headers.put(name, List.of(String.join(",", values)));
    }
  }
}
