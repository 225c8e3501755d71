package dev.stateway.api.auth.jwt;

import dev.stateway.api.auth.IncomingRequest;
import java.util.List;
import java.util.Optional;

/**
 * The bearer token of a request.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, the Authorization
 *     header</a>
 */
public final class BearerToken {
  private static final String SCHEME = "bearer ";

  private BearerToken() {}

  /**
   * The token, if the request has one; what else its {@code Authorization} may be is no token.
   *
   * @throws TokenRefused invalid_request for two, invalid_token for an empty one
   */
  public static Optional<String> of(IncomingRequest request) {
    var headers = request.headers().getOrDefault("authorization", List.of());
    if (headers.stream().noneMatch(BearerToken::isBearer)) {
      return Optional.empty();
    }
    if (headers.size() > 1) {
      throw new TokenRefused(
          TokenRefused.Kind.INVALID_REQUEST, "the request has two Authorization headers");
    }
    var token =
        headers
            .getFirst()
            .substring(Math.min(SCHEME.length(), headers.getFirst().length()))
            .strip();
    if (token.isEmpty()) {
      throw TokenRefused.invalid("the token is empty");
    }
    return Optional.of(token);
  }

  private static boolean isBearer(String header) {
    return (header + " ").regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }
}
