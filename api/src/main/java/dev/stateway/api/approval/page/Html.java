package dev.stateway.api.approval.page;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Answers with pages: what browsers may do with them is as little as there is.
 *
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy</a>
 */
final class Html {
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none';"
          + " base-uri 'none'";

  private Html() {}

  static Mono<ServerResponse> page(int status, String template, Map<String, ?> model) {
    return ServerResponse.status(status)
        .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
        .header("Content-Security-Policy", POLICY)
        // Browsers hide where a form was sent from where it is none at all.
        .header("Referrer-Policy", "same-origin")
        // Who comes back to a page sees how things stand then.
        .cacheControl(CacheControl.noStore())
        .render("approvals/" + template, model);
  }

  static Mono<ServerResponse> message(int status, String title, String text) {
    return page(status, "message", Map.of("title", title, "text", text, "who", "", "csrf", ""));
  }
}
