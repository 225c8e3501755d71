package dev.stateway.api.gateway.route;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How browsers of other origins are answered ({@code x-amazon-apigateway-cors}).
 *
 * @param allowOrigins exact origins, {@code *}, or with a {@code *} in them such as {@code
 *     https://*.example.com}
 * @param allowMethods methods, or {@code *}
 * @param allowHeaders headers, or {@code *}
 * @param exposeHeaders headers that scripts may read
 * @param allowCredentials whether with cookies
 * @param maxAge seconds a preflight holds; -1 for not at all
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html">CORS
 *     for HTTP APIs</a>
 */
public record Cors(
    List<String> allowOrigins,
    List<String> allowMethods,
    List<String> allowHeaders,
    List<String> exposeHeaders,
    boolean allowCredentials,
    Optional<Integer> maxAge) {
  public Cors {
    allowOrigins = List.copyOf(allowOrigins);
    allowMethods = List.copyOf(allowMethods);
    allowHeaders = List.copyOf(allowHeaders);
    exposeHeaders = List.copyOf(exposeHeaders);
  }

  /** What {@code Access-Control-Allow-Origin} says to this origin; empty if it is not allowed. */
  public Optional<String> allowedOrigin(String origin) {
    if (allowOrigins.contains("*") && !allowCredentials) {
      return Optional.of("*");
    }
    var lower = origin.toLowerCase(Locale.ROOT);
    return allowOrigins.stream()
        .filter(pattern -> ErrorTable.matches(pattern.toLowerCase(Locale.ROOT), lower))
        .findFirst()
        .map(_ -> origin);
  }
}
