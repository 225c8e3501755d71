package dev.stateway.api.auth.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.HtmlUtils;
import reactor.core.publisher.Mono;

/**
 * A small page of HTML without scripts.
 *
 * @param status of the answer
 * @param title its heading
 * @param content HTML below the heading, everything in it escaped
 */
record HtmlPage(int status, String title, String content) {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --line: light-dark(#767676, #8c8c8c); }
      body { background: light-dark(#ffffff, #12161d); color: light-dark(#1d2430, #e6e9ef); font: 1rem/1.5 system-ui, sans-serif; margin: 0; display: grid; min-height: 100vh; place-items: center; }
      main { width: min(22rem, 100vw - 3rem); }
      a { color: light-dark(#1f5fbf, #9cc2ff); }
      h1 { font-size: 1.4rem; margin: 0 0 1rem; }
      form { display: grid; gap: .75rem; }
      label { display: grid; gap: .25rem; }
      input, button { font: inherit; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .375rem; }
      button, .button { background: #1f5fbf; border: 0; border-radius: .375rem; color: #ffffff; cursor: pointer; padding: .5rem .75rem; text-align: center; text-decoration: none; }
      :focus-visible { outline: 3px solid light-dark(#1f5fbf, #9cc2ff); outline-offset: 2px; }
      [role=alert] { border-left: 4px solid light-dark(#b3261e, #ff8a80); margin: 0 0 1rem; padding: .25rem .75rem; }
      """;

  /** Nothing is loaded, run or framed; forms are for this server alone. */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'sha256-"
          + sha256(STYLE)
          + "'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  /** A page that says just this. */
  static HtmlPage message(int status, String text) {
    return new HtmlPage(status, text, "");
  }

  /** Text as HTML. */
  static String escape(String text) {
    return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
  }

  private String html() {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%1$s - Stateway</title>
    <style>%2$s</style>
    </head>
    <body>
    <main>
    <h1>%1$s</h1>
    %3$s
    </main>
    </body>
    </html>
    """
        .formatted(escape(title), STYLE, content);
  }

  Mono<ServerResponse> toResponse(ResponseCookie... cookies) {
    var answer =
        ServerResponse.status(status)
            .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
            .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
            .header("Referrer-Policy", "same-origin");
    for (var cookie : cookies) {
      answer.cookie(cookie);
    }
    return answer.bodyValue(html());
  }

  private static String sha256(String text) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java runtime", e);
    }
  }
}
