package dev.stateway.api.auth.web;

import dev.stateway.api.auth.AccessControl;
import dev.stateway.api.auth.Caller;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.identity.Identities.Issuer;
import dev.stateway.api.auth.identity.IdentityStore;
import dev.stateway.api.auth.jwt.VerifiedToken;
import dev.stateway.api.auth.oidc.AuthorizationCodeFlow;
import dev.stateway.api.auth.oidc.LoginAttempt;
import dev.stateway.api.auth.oidc.LoginRefused;
import dev.stateway.api.error.AwsError;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Answers {@code /login/issuer}, which sends browsers to an issuer, and {@code /login/callback},
 * where the issuer sends them back to.
 *
 * @param attempt the cookie by which a browser that comes back is known
 */
record IssuerLoginHandler(
    AuthorizationCodeFlow flow,
    BrowserSessions sessions,
    IdentityStore identities,
    AccessControl access,
    LoginForm form,
    SealedCookie attempt) {
  /** Where issuers send browsers back to. */
  static final String CALLBACK = "/login/callback";

  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int FORBIDDEN = 403;
  private static final int UNAVAILABLE = 503;

  Mono<ServerResponse> begin(ServerRequest request) {
    var next = OwnPath.of(request.queryParam("next").orElse(null));
    return Mono.defer(() -> flow.begin(issuer(request.queryParam("issuer").orElse("")), next))
        .flatMap(begun ->
            ServerResponse.seeOther(begun.place())
                .cookie(attempt.with(request, begun.attempt().toJson(), LONGEST))
                .build())
        .onErrorResume(
            LoginRefused.class,
            refused ->
                form.fresh(request, status(refused), next, String.valueOf(refused.getMessage())));
  }

  private static int status(LoginRefused refused) {
    return refused.isUnavailable() ? UNAVAILABLE : FORBIDDEN;
  }

  private Issuer issuer(String name) {
    var issuer = identities.current().issuers().get(name);
    if (issuer == null) {
      throw LoginRefused.because("There is no such issuer");
    }
    return issuer;
  }

  Mono<ServerResponse> finish(ServerRequest request) {
    var began = attempt.of(request).map(LoginAttempt::of);
    var next = OwnPath.of(began.map(LoginAttempt::next).orElse(null));
    return Mono.defer(() ->
            finish(
                request,
                began.orElseThrow(() ->
                    LoginRefused.because(
                        "The login took too long, or your browser keeps no cookies. Try again."))))
        .onErrorResume(LoginRefused.class, refused -> refuse(request, next, refused));
  }

  private Mono<ServerResponse> finish(ServerRequest request, LoginAttempt began) {
    var issuer = issuer(began.issuer());
    return flow.finish(issuer, began, request.uri())
        .flatMap(token -> signIn(request, issuer, token, began.next()));
  }

  private Mono<ServerResponse> signIn(
      ServerRequest request, Issuer issuer, VerifiedToken token, String next) {
    var client = issuer.login().orElseThrow().clientId();
    var begun = sessions.ofHolder(request, token, client);
    var caller =
        new Caller(
            begun.session().principal().orElseThrow(),
            IncomingRequest.of(request, new byte[0]),
            UUID.randomUUID().toString());
    access.proven(
        caller, LoginHandler.SIGN_IN, "the ID token of " + token.issuer() + " was verified");
    return ServerResponse.seeOther(URI.create(next))
        .cookie(begun.cookie())
        .cookie(attempt.end(request))
        .build();
  }

  private Mono<ServerResponse> refuse(ServerRequest request, String next, LoginRefused refused) {
    var why = String.valueOf(refused.getMessage());
    access.unauthenticated(
        IncomingRequest.of(request, new byte[0]),
        UUID.randomUUID().toString(),
        LoginHandler.SIGN_IN,
        refused.isUnavailable() ? AwsError.unavailable(why) : AwsError.accessDenied(why));
    return form.fresh(request, status(refused), next, why, attempt.end(request));
  }
}
