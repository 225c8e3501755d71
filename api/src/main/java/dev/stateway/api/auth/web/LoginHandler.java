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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Answers {@code /login} and {@code /logout}: people sign in with an API key, and out. */
record LoginHandler(
    BrowserSessions sessions, IdentityStore identities, AccessControl access, Clock clock) {
  private static final String PATH = "/login";
  private static final String SIGN_IN = "stateway:SignIn";
  private static final int LARGEST_FORM = 16 * 1024;

  /**
   * A path of this server: neither of another one ({@code //host}) nor what headers cannot hold.
   */
  private static final Pattern OWN_PATH = Pattern.compile("/(?![/\\\\])[!-\\[\\]-~]{0,2000}");

  Mono<ServerResponse> show(ServerRequest request) {
    var next = next(request.queryParam("next").orElse(null));
    return sessions
        .of(request)
        .map(session ->
            session
                .principal()
                .map(principal -> LoginPages.signedIn(principal, session, next).toResponse())
                .orElseGet(() -> LoginPages.form(200, session, next, null).toResponse()))
        .orElseGet(() -> fresh(request, 200, next, null));
  }

  private Mono<ServerResponse> fresh(
      ServerRequest request, int status, String next, @Nullable String problem) {
    var guest = sessions.ofGuest(request);
    return LoginPages.form(status, guest.session(), next, problem).toResponse(guest.cookie());
  }

  Mono<ServerResponse> signIn(ServerRequest request) {
    return RequestText.bytes(request, LARGEST_FORM)
        .flatMap(body -> {
          var form = BrowserPages.form(request, body);
          var session = sessions.of(request);
          return isOwn(session, form)
              ? signIn(request, IncomingRequest.of(request, body), form)
              : fresh(
                  request,
                  403,
                  next(form.getFirst("next")),
                  "The form was too old, or your browser keeps no cookies. Try again.");
        })
        .onErrorResume(
            RequestRefused.class,
            refused -> HtmlPage.message(refused.answer().status(), "That is no form").toResponse());
  }

  private static boolean isOwn(Optional<Session> session, MultiValueMap<String, String> form) {
    return session.filter(found -> BrowserPages.hasToken(found, form)).isPresent();
  }

  private Mono<ServerResponse> signIn(
      ServerRequest request, IncomingRequest incoming, MultiValueMap<String, String> form) {
    var next = next(form.getFirst("next"));
    var requestId = UUID.randomUUID().toString();
    var key = String.valueOf(form.getFirst("key")).strip();
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
          return fresh(request, 401, next, "This API key is not known.");
        });
  }

  private static Mono<ServerResponse> to(String next, Begun begun) {
    return ServerResponse.seeOther(URI.create(next)).cookie(begun.cookie()).build();
  }

  /** Where to go on: a path of this server, else the page that says who is signed in. */
  private static String next(@Nullable String asked) {
    if (asked == null || !OWN_PATH.matcher(asked).matches()) {
      return PATH;
    }
    try {
      return URI.create(asked).toString();
    } catch (IllegalArgumentException _) {
      return PATH;
    }
  }

  Mono<ServerResponse> askToSignOut(ServerRequest request) {
    return BrowserPages.seeOther(PATH);
  }

  Mono<ServerResponse> signOut(ServerRequest request) {
    return RequestText.bytes(request, LARGEST_FORM)
        .flatMap(body ->
            isOwn(sessions.of(request), BrowserPages.form(request, body))
                ? ServerResponse.seeOther(URI.create(PATH))
                    .cookie(BrowserSessions.end(request))
                    .build()
                : BrowserPages.seeOther(PATH))
        .onErrorResume(RequestRefused.class, _ -> BrowserPages.seeOther(PATH));
  }
}
