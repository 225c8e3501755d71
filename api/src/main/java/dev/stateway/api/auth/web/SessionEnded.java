package dev.stateway.api.auth.web;

import dev.stateway.api.auth.IncomingRequest;
import java.net.URI;
import org.springframework.util.MultiValueMap;

/** Keeps what people have entered when their session has ended before they sent it. */
final class SessionEnded {
  private SessionEnded() {}

  /**
   * Whether a form was sent from a page of this server, as browsers say it: another site must not
   * put words into anybody's mouth.
   *
   * @see <a href="https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header">Sec-Fetch-Site</a>
   */
  static boolean isFromOwnPage(IncomingRequest request) {
    var site = request.header("sec-fetch-site");
    if (site.isPresent()) {
      return site.get().equals("same-origin");
    }
    return request
        .header("origin")
        .flatMap(origin -> request.header("host").map(host -> isOf(origin, host)))
        .orElse(false);
  }

  private static boolean isOf(String origin, String host) {
    try {
      return host.equals(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /**
   * Lets somebody sign in beside it and send what they entered again, to be looked at once more.
   *
   * @param path where it was sent
   * @param login where to sign in
   * @param entered what was sent
   */
  static HtmlPage page(String path, String login, MultiValueMap<String, String> entered) {
    var fields = new StringBuilder();
    entered.forEach((name, values) -> {
      if (!name.equals(BrowserPages.CSRF_FIELD)) {
        values.forEach(value ->
            fields.append(
                "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
                    .formatted(HtmlPage.escape(name), HtmlPage.escape(value))));
      }
    });
    return new HtmlPage(
        401,
        "Your session has ended",
        """
        <p role="alert">Nothing was sent on. What you entered is kept on this page.</p>
        <ol>
        <li><a href="%s" target="_blank" rel="noopener">Sign in, in another tab</a></li>
        <li>Come back to this one, and go on.</li>
        </ol>
        <form method="post" action="%s">%s<button>Go on with what I entered</button></form>
        """
            .formatted(HtmlPage.escape(login), HtmlPage.escape(path), fields));
  }
}
