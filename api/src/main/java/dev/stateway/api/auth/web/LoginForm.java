package dev.stateway.api.auth.web;

import dev.stateway.api.auth.identity.Identities.Issuer;
import dev.stateway.api.auth.identity.IdentityStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Shows who is not signed in how to: with an API key, or at an issuer. */
record LoginForm(BrowserSessions sessions, IdentityStore identities) {
  /** In the session that there is. */
  Mono<ServerResponse> show(BrowserSessions.Session session, String next) {
    return LoginPages.form(200, session, next, issuers(), null).toResponse();
  }

  /** In a new session; with what was wrong before, if anything, and cookies to be sent along. */
  Mono<ServerResponse> fresh(
      ServerRequest request,
      int status,
      String next,
      @Nullable String problem,
      ResponseCookie... others) {
    var guest = sessions.ofGuest(request);
    var cookies = new ResponseCookie[others.length + 1];
    System.arraycopy(others, 0, cookies, 0, others.length);
    cookies[others.length] = guest.cookie();
    return LoginPages.form(status, guest.session(), next, issuers(), problem).toResponse(cookies);
  }

  private List<Issuer> issuers() {
    return identities.current().issuers().values().stream()
        .filter(issuer -> issuer.login().isPresent())
        .toList();
  }
}
