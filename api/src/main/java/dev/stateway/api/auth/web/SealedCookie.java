package dev.stateway.api.auth.web;

import dev.stateway.api.auth.Sealer;
import dev.stateway.translator.JsonText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.web.reactive.function.server.ServerRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cookie whose content only this server can read and change, good for a time.
 *
 * @param name without TLS; over TLS {@code __Host-} is before it: browsers then keep none of
 *     another host's
 * @param sealer what seals it, of this cookie alone
 * @param clock what says that its time is over
 */
record SealedCookie(String name, Sealer sealer, Clock clock) {
  /** What every browser keeps of name and value together. */
  static final int LARGEST = 4_000;

  /** Its content, if a request has it and its time is not over. */
  Optional<JsonNode> of(ServerRequest request) {
    return Optional.ofNullable(request.cookies().getFirst(name(request)))
        .flatMap(cookie -> sealer.open(cookie.getValue()))
        .map(JsonText::parse)
        .filter(content -> clock.instant().getEpochSecond() < content.path("expires").asLong());
  }

  /** With this content, which is given the times it is {@code issued} and {@code expires}. */
  ResponseCookie with(ServerRequest request, ObjectNode content, Duration time) {
    var now = clock.instant();
    content.put("issued", now.getEpochSecond()).put("expires", now.plus(time).getEpochSecond());
    return cookie(request, sealer.seal(JsonText.write(content)), time);
  }

  /** The time at which a content was made. */
  static Instant issued(JsonNode content) {
    return Instant.ofEpochSecond(content.path("issued").asLong());
  }

  /** What makes a browser forget it. */
  ResponseCookie end(ServerRequest request) {
    return cookie(request, "", Duration.ZERO);
  }

  private ResponseCookie cookie(ServerRequest request, String value, Duration time) {
    return ResponseCookie.from(name(request), value)
        .path("/")
        .httpOnly(true)
        .sameSite("Lax")
        .secure(isSecure(request))
        .maxAge(time)
        .build();
  }

  private String name(ServerRequest request) {
    return isSecure(request) ? "__Host-" + name : name;
  }

  /** Over TLS; what does TLS before us says so. A browser that is told so wrongly loses nothing. */
  private static boolean isSecure(ServerRequest request) {
    return request.exchange().getRequest().getSslInfo() != null
        || "https".equalsIgnoreCase(request.headers().firstHeader("X-Forwarded-Proto"));
  }
}
