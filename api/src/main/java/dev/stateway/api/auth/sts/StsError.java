package dev.stateway.api.auth.sts;

import dev.stateway.api.error.AwsError;

/**
 * The token service says no: AWS's code, its words and the HTTP status.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html">Common
 *     errors</a>
 */
public final class StsError extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;

  private final String code;
  private final String text;
  private final int status;

  private StsError(String code, String text, int status) {
    super(code + ": " + text, null, false, false);
    this.code = code;
    this.text = text;
    this.status = status;
  }

  public String code() {
    return code;
  }

  public String text() {
    return text;
  }

  public int status() {
    return status;
  }

  static StsError validation(String text) {
    return new StsError("ValidationError", text, BAD_REQUEST);
  }

  static StsError malformedPolicy(String text) {
    return new StsError("MalformedPolicyDocument", text, BAD_REQUEST);
  }

  static StsError packedPolicyTooLarge(String text) {
    return new StsError("PackedPolicyTooLarge", text, BAD_REQUEST);
  }

  static StsError invalidIdentityToken(String text) {
    return new StsError("InvalidIdentityToken", text, BAD_REQUEST);
  }

  static StsError identityProviderAway(String text) {
    return new StsError("IDPCommunicationError", text, BAD_REQUEST);
  }

  static StsError invalidAction(String action) {
    return new StsError(
        "InvalidAction",
        "Could not find operation " + action + " for version 2011-06-15",
        BAD_REQUEST);
  }

  static StsError accessDenied(String text) {
    return new StsError("AccessDenied", text, FORBIDDEN);
  }

  /** A refusal in the words of the query protocol. */
  static StsError of(AwsError error) {
    return switch (error.code()) {
      case "MissingAuthenticationTokenException" ->
          new StsError(
              "MissingAuthenticationToken", "Request is missing Authentication Token", FORBIDDEN);
      case "IncompleteSignatureException" ->
          new StsError("IncompleteSignature", error.text(), BAD_REQUEST);
      case "InvalidSignatureException" ->
          new StsError("SignatureDoesNotMatch", error.text(), FORBIDDEN);
      case "UnrecognizedClientException" ->
          new StsError("InvalidClientTokenId", error.text(), FORBIDDEN);
      case "ExpiredTokenException" -> new StsError("ExpiredToken", error.text(), FORBIDDEN);
      case "AccessDeniedException" -> accessDenied(error.text());
      default -> new StsError(error.code(), error.text(), error.httpStatus());
    };
  }
}
