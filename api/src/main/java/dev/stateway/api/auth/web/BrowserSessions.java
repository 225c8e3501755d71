package dev.stateway.api.auth.web;

import dev.stateway.api.auth.Principal;
import dev.stateway.api.auth.Sealer;
import dev.stateway.api.auth.identity.IdentityStore;
import dev.stateway.api.auth.identity.Principals;
import dev.stateway.api.auth.jwt.VerifiedToken;
import dev.stateway.api.auth.oidc.LoginRefused;
import dev.stateway.translator.JsonText;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.web.reactive.function.server.ServerRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sessions of browsers. A cookie holds one, sealed, so that no server has to keep any; it ends
 * with its time, or when what it was opened with does not count any more: the API key, or the
 * client that the ID token is for. What the claims of an ID token stand for is found out at each
 * request.
 *
 * @see <a
 *     href="https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html">Session
 *     management</a>
 */
final class BrowserSessions {
  private static final Duration LONGEST = Duration.ofHours(8);
  private static final Duration OF_GUEST = Duration.ofHours(1);
  private static final int TOKEN_BYTES = 18;

  /** Claims that are of one login and nothing to whoever decides. */
  private static final List<String> OF_THE_PROTOCOL =
      List.of("nonce", "at_hash", "c_hash", "s_hash");

  private final IdentityStore identities;
  private final SealedCookie cookie;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  BrowserSessions(IdentityStore identities, Sealer sealer, Clock clock) {
    this.identities = identities;
    this.cookie = new SealedCookie("stateway-session", sealer, clock);
    this.clock = clock;
  }

  /**
   * A session.
   *
   * @param principal who is signed in; nobody yet where somebody is about to
   * @param csrfToken what its forms have to say
   */
  record Session(Optional<Principal> principal, String csrfToken) {}

  /** A session that begins, and the cookie to send with the answer. */
  record Begun(Session session, ResponseCookie cookie) {}

  /** The session of a request. */
  Optional<Session> of(ServerRequest request) {
    return cookie.of(request).flatMap(this::session);
  }

  private Optional<Session> session(JsonNode content) {
    var csrfToken = content.path("csrf").asString();
    if (content.has("user")) {
      return user(content).map(user -> new Session(Optional.of(user), csrfToken));
    }
    if (content.has("claims")) {
      return holder(content).map(holder -> new Session(Optional.of(holder), csrfToken));
    }
    return Optional.of(new Session(Optional.empty(), csrfToken));
  }

  private Optional<Principal> user(JsonNode content) {
    return identities
        .userOfApiKeyHash(content.path("key").asString(), clock.instant())
        .filter(user -> user.name().equals(content.path("user").asString()))
        .map(user -> Principals.user(user, SealedCookie.issued(content)));
  }

  private Optional<Principal> holder(JsonNode content) {
    var current = identities.current();
    var claims = content.path("claims");
    var name = content.path("issuer").asString();
    return Optional.ofNullable(current.issuers().get(name))
        .filter(issuer ->
            issuer
                .login()
                .filter(login -> login.clientId().equals(content.path("client").asString()))
                .isPresent())
        .map(issuer ->
            Principals.holder(
                new VerifiedToken(name, claims.path("sub").asString(""), claims), issuer, current));
  }

  /** For somebody who is about to sign in. */
  Begun ofGuest(ServerRequest request) {
    return begin(request, JsonText.MAPPER.createObjectNode(), OF_GUEST);
  }

  /** For a user who showed the API key of this hash. */
  Begun ofUser(ServerRequest request, String user, String keyHash) {
    var content = JsonText.MAPPER.createObjectNode().put("user", user).put("key", keyHash);
    return begin(request, content, LONGEST);
  }

  /**
   * For whom an issuer has given an ID token; it ends with the token.
   *
   * @param client whom the token is for
   * @throws LoginRefused the token has expired, or has more claims than a cookie can hold
   */
  Begun ofHolder(ServerRequest request, VerifiedToken token, String client) {
    var expires = Instant.ofEpochSecond(token.claims().path("exp").asLong());
    var left = Duration.between(clock.instant(), expires);
    if (!left.isPositive()) {
      throw LoginRefused.because("The ID token has expired");
    }
    var claims = (ObjectNode) token.claims().deepCopy();
    claims.remove(OF_THE_PROTOCOL);
    var content = JsonText.MAPPER.createObjectNode();
    content.put("issuer", token.issuer()).put("client", client).set("claims", claims);
    var begun = begin(request, content, left.compareTo(LONGEST) < 0 ? left : LONGEST);
    if (begun.cookie().getValue().length() > SealedCookie.LARGEST) {
      throw LoginRefused.because(
          "The ID token has more claims than a cookie can hold: let the issuer leave some out");
    }
    return begun;
  }

  private Begun begin(ServerRequest request, ObjectNode content, Duration time) {
    var token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    content.put("csrf", Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    var sent = cookie.with(request, content, time);
    return new Begun(
        session(content)
            .orElseThrow(() -> LoginRefused.because("The way to sign in was just removed")),
        sent);
  }

  /** What makes a browser forget its session. */
  ResponseCookie end(ServerRequest request) {
    return cookie.end(request);
  }
}
