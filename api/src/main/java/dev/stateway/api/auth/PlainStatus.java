package dev.stateway.api.auth;

import dev.stateway.api.error.AwsError;

/**
 * The HTTP status of a refusal for those who speak plain HTTP; AWS's own JSON services say 400 to
 * almost everything.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2">RFC 9110, 401</a>
 */
public final class PlainStatus {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private PlainStatus() {}

  /** 401 for who does not prove who they are, 403 for who may not, else the error's own. */
  public static int of(AwsError error) {
    return switch (error.code()) {
      case "MissingAuthenticationTokenException",
          "IncompleteSignatureException",
          "InvalidSignatureException",
          "UnrecognizedClientException",
          "ExpiredTokenException" ->
          UNAUTHORIZED;
      case "AccessDeniedException" -> FORBIDDEN;
      default -> error.httpStatus();
    };
  }
}
