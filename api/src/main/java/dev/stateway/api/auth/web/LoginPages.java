package dev.stateway.api.auth.web;

import dev.stateway.api.auth.Principal;
import dev.stateway.api.auth.identity.Identities.Issuer;
import dev.stateway.api.auth.identity.Identities.Login;
import dev.stateway.api.auth.web.BrowserSessions.Session;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pages to sign in and out. */
final class LoginPages {
  private LoginPages() {}

  /** For who is not signed in, at these issuers too; with what was wrong before, if anything. */
  static HtmlPage form(
      int status, Session session, String next, List<Issuer> issuers, @Nullable String problem) {
    var alert = problem == null ? "" : "<p role=\"alert\">" + HtmlPage.escape(problem) + "</p>\n";
    return new HtmlPage(
        status,
        "Sign in",
        alert
            + """
            <form method="post" action="/login">
            %s
            <input type="hidden" name="next" value="%s">
            <label>API key
            <input name="key" type="password" autocomplete="current-password" required autofocus></label>
            <button>Sign in</button>
            </form>
            %s\
            """
                .formatted(
                    token(session),
                    HtmlPage.escape(next),
                    issuers.stream()
                        .map(issuer -> link(issuer, next))
                        .collect(Collectors.joining())));
  }

  private static String link(Issuer issuer, String next) {
    var name = issuer.login().map(Login::name).orElseThrow();
    var place = "/login/issuer?issuer=" + encoded(issuer.jwt().issuer()) + "&next=" + encoded(next);
    return "<p><a href=\"%s\">Sign in with %s</a></p>\n"
        .formatted(HtmlPage.escape(place), HtmlPage.escape(name));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** For who is signed in already. */
  static HtmlPage signedIn(Principal principal, Session session, String next) {
    return new HtmlPage(
        200,
        "You are signed in as " + principal.name(),
        """
        <p>%s</p>
        <form method="post" action="/logout">
        %s%s
        <button>Sign out</button>
        </form>
        """
            .formatted(
                HtmlPage.escape(principal.arn()),
                next.equals("/login")
                    ? ""
                    : "<a class=\"button\" href=\"" + HtmlPage.escape(next) + "\">Go on</a>\n",
                token(session)));
  }

  private static String token(Session session) {
    return "<input type=\"hidden\" name=\"%s\" value=\"%s\">"
        .formatted(BrowserPages.CSRF_FIELD, HtmlPage.escape(session.csrfToken()));
  }
}
