package dev.stateway.api.auth.jwt;

import dev.stateway.api.http.JsonAnswer;

/**
 * A bearer token is not taken.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3.1">RFC 6750, error codes</a>
 */
public final class TokenRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What is wrong. */
  public enum Kind {
    /** There is none. */
    MISSING(401, "Unauthorized", ""),
    INVALID_REQUEST(401, "Unauthorized", "invalid_request"),
    INVALID_TOKEN(401, "Unauthorized", "invalid_token"),
    INSUFFICIENT_SCOPE(403, "Forbidden", "insufficient_scope"),
    /** Whether it is good cannot be said, as its issuer's keys are not to be had. */
    ISSUER_UNAVAILABLE(503, "Service Unavailable", "");

    private final int status;
    private final String message;
    private final String error;

    Kind(int status, String message, String error) {
      this.status = status;
      this.message = message;
      this.error = error;
    }
  }

  public TokenRefused(Kind kind, String description) {
    super(description, null, false, false);
    this.kind = kind;
  }

  static TokenRefused invalid(String description) {
    return new TokenRefused(Kind.INVALID_TOKEN, description);
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }

  /** What a client of a route is told, in API Gateway's form. */
  public JsonAnswer answer() {
    var answer = JsonAnswer.message(kind.status, kind.message);
    return switch (kind) {
      case ISSUER_UNAVAILABLE -> answer.withRetryAfter();
      case MISSING -> answer.with("WWW-Authenticate", "Bearer");
      case INVALID_REQUEST, INVALID_TOKEN, INSUFFICIENT_SCOPE ->
          answer.with(
              "WWW-Authenticate",
              "Bearer scope=\"\" error=\"%s\" error_description=\"%s\""
                  .formatted(kind.error, getMessage()));
    };
  }
}
