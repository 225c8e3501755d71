package dev.stateway.api.http.edge;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Says to browsers what they may do with Stateway's own answers. Those of routes are left as they
 * are: what they may be used for is for their APIs to say.
 *
 * @see <a href="https://owasp.org/www-project-secure-headers/">Secure headers</a>
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class SecurityHeaders implements WebFilter {
  private static final String OF_ROUTES = "apigw-requestid";

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    var response = exchange.getResponse();
    response.beforeCommit(() -> {
      var headers = response.getHeaders();
      if (headers.getFirst(OF_ROUTES) == null) {
        add(headers, "X-Content-Type-Options", "nosniff");
        add(headers, "X-Frame-Options", "DENY");
        add(headers, "Referrer-Policy", "no-referrer");
        add(headers, "Cache-Control", "no-store");
        if (exchange.getRequest().getSslInfo() != null) {
          add(headers, "Strict-Transport-Security", "max-age=31536000");
        }
      }
      return Mono.empty();
    });
    return chain.filter(exchange);
  }

  private static void add(HttpHeaders headers, String name, String value) {
    if (headers.getFirst(name) == null) {
      headers.set(name, value);
    }
  }
}
