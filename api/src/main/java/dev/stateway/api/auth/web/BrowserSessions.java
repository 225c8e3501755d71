package dev.stateway.api.auth.web;

import dev.stateway.api.auth.Principal;
import dev.stateway.api.auth.Sealer;
import dev.stateway.api.auth.identity.IdentityStore;
import dev.stateway.api.auth.identity.Principals;
import dev.stateway.translator.JsonText;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.web.reactive.function.server.ServerRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The sessions of browsers. A cookie holds one, sealed, so that no server has to keep any; it ends
 * with its time, or when the key it was opened with is removed or expires.
 *
 * @see <a
 *     href="https://cheatsheetseries.owasp.org/cheatsheets/Session_Management_Cheat_Sheet.html">Session
 *     management</a>
 */
final class BrowserSessions {
  private static final String COOKIE = "stateway-session";

  /** Of this host alone, and only over TLS: browsers keep no other cookie of that name. */
  private static final String SECURE_COOKIE = "__Host-" + COOKIE;

  private static final Duration OF_USER = Duration.ofHours(8);
  private static final Duration OF_GUEST = Duration.ofHours(1);
  private static final int TOKEN_BYTES = 18;

  private final IdentityStore identities;
  private final Sealer sealer;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  BrowserSessions(IdentityStore identities, Sealer sealer, Clock clock) {
    this.identities = identities;
    this.sealer = sealer;
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
    return Optional.ofNullable(request.cookies().getFirst(name(request)))
        .flatMap(cookie -> sealer.open(cookie.getValue()))
        .map(JsonText::parse)
        .flatMap(content -> session(content, clock.instant()));
  }

  private Optional<Session> session(JsonNode content, Instant now) {
    if (now.getEpochSecond() >= content.path("expires").asLong()) {
      return Optional.empty();
    }
    var csrfToken = content.path("csrf").asString();
    if (!content.has("user")) {
      return Optional.of(new Session(Optional.empty(), csrfToken));
    }
    var issued = Instant.ofEpochSecond(content.path("issued").asLong());
    return identities
        .userOfApiKeyHash(content.path("key").asString(), now)
        .filter(user -> user.name().equals(content.path("user").asString()))
        .map(user -> new Session(Optional.of(Principals.user(user, issued)), csrfToken));
  }

  /** For somebody who is about to sign in. */
  Begun ofGuest(ServerRequest request) {
    return begin(request, JsonText.MAPPER.createObjectNode(), OF_GUEST);
  }

  /** For a user who showed the API key of this hash. */
  Begun ofUser(ServerRequest request, String user, String keyHash) {
    var content = JsonText.MAPPER.createObjectNode().put("user", user).put("key", keyHash);
    return begin(request, content, OF_USER);
  }

  private Begun begin(ServerRequest request, ObjectNode content, Duration time) {
    var now = clock.instant();
    var token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    content
        .put("csrf", Base64.getUrlEncoder().withoutPadding().encodeToString(token))
        .put("issued", now.getEpochSecond())
        .put("expires", now.plus(time).getEpochSecond());
    return new Begun(
        session(content, now).orElseThrow(),
        cookie(request, sealer.seal(JsonText.write(content)), time));
  }

  /** What makes a browser forget its session. */
  static ResponseCookie end(ServerRequest request) {
    return cookie(request, "", Duration.ZERO);
  }

  private static ResponseCookie cookie(ServerRequest request, String value, Duration time) {
    return ResponseCookie.from(name(request), value)
        .path("/")
        .httpOnly(true)
        .sameSite("Lax")
        .secure(isSecure(request))
        .maxAge(time)
        .build();
  }

  private static String name(ServerRequest request) {
    return isSecure(request) ? SECURE_COOKIE : COOKIE;
  }

  /** Over TLS; what does TLS before us says so. A browser that is told so wrongly loses nothing. */
  private static boolean isSecure(ServerRequest request) {
    return request.exchange().getRequest().getSslInfo() != null
        || "https".equalsIgnoreCase(request.headers().firstHeader("X-Forwarded-Proto"));
  }
}
