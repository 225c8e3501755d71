package dev.stateway.api.auth.web;

import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.Caller;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.identity.IdentityStore;
import dev.stateway.api.auth.identity.Principals;
import dev.stateway.api.auth.web.BrowserSessions.Begun;
import dev.stateway.api.auth.web.BrowserSessions.Session;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.http.RequestRefused;
import dev.stateway.api.http.RequestText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers {@code /login} and {@code /logout}: people sign in with an API key, and out. */
record LoginHandler(
    BrowserSessions sessions,
    IdentityStore identities,
    AccessControl access,
    LoginForm form,
    Clock clock) {
  /** What the audit log calls it. */
  static final String SIGN_IN = "stateway:SignIn";

  private static final int LARGEST_FORM = 16 * 1024;

  Mono<ServerResponse> show(ServerRequest request) {
    var next = OwnPath.of(request.queryParam("next").orElse(null));
    return sessions
        .of(request)
        .map(session ->
            session
                .principal()
                .map(principal -> LoginPages.signedIn(principal, session, next).toResponse())
                .orElseGet(() -> form.show(session, next)))
        .orElseGet(() -> form.fresh(request, 200, next, null));
  }

  Mono<ServerResponse> signIn(ServerRequest request) {
    return RequestText.bytes(request, LARGEST_FORM)
        .flatMap(body -> {
          var fields = BrowserPages.form(request, body);
          var session = sessions.of(request);
          return isOwn(session, fields)
              ? signIn(request, IncomingRequest.of(request, body), fields)
              : form.fresh(
                  request,
                  403,
                  OwnPath.of(fields.getFirst("next")),
                  "The form was too old, or your browser keeps no cookies. Try again.");
        })
        .onErrorResume(
            RequestRefused.class,
            refused -> HtmlPage.message(refused.answer().status(), "That is no form").toResponse());
  }

  private static boolean isOwn(Optional<Session> session, MultiValueMap<String, String> fields) {
    return session.filter(found -> BrowserPages.hasToken(found, fields)).isPresent();
  }

  private Mono<ServerResponse> signIn(
      ServerRequest request, IncomingRequest incoming, MultiValueMap<String, String> fields) {
    var next = OwnPath.of(fields.getFirst("next"));
    var requestId = UUID.randomUUID().toString();
    var key = String.valueOf(fields.getFirst("key")).strip();
    return identities
        .userOfApiKey(key, clock.instant())
        .map(user -> {
          var hash = IncomingRequest.sha256(key.getBytes(StandardCharsets.UTF_8));
          var begun = sessions.ofUser(request, user.name(), hash);
          var caller = new Caller(Principals.user(user, null), incoming, requestId);
          access.proven(caller, SIGN_IN, "the API key is known");
          return to(next, begun);
        })
        .orElseGet(() -> {
          access.unauthenticated(incoming, requestId, SIGN_IN, AwsError.unrecognizedClient());
          return form.fresh(request, 401, next, "This API key is not known.");
        });
  }

  private static Mono<ServerResponse> to(String next, Begun begun) {
    return ServerResponse.seeOther(URI.create(next)).cookie(begun.cookie()).build();
  }

  Mono<ServerResponse> askToSignOut(ServerRequest request) {
    return BrowserPages.seeOther(OwnPath.LOGIN);
  }

  Mono<ServerResponse> signOut(ServerRequest request) {
    return RequestText.bytes(request, LARGEST_FORM)
        .flatMap(body ->
            isOwn(sessions.of(request), BrowserPages.form(request, body))
                ? ServerResponse.seeOther(URI.create(OwnPath.LOGIN))
                    .cookie(sessions.end(request))
                    .build()
                : BrowserPages.seeOther(OwnPath.LOGIN))
        .onErrorResume(RequestRefused.class, _ -> BrowserPages.seeOther(OwnPath.LOGIN));
  }
}
