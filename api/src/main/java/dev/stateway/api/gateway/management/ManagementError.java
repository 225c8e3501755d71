package dev.stateway.api.gateway.management;

/**
 * The management API says no.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html">Responses</a>
 */
final class ManagementError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;
  private final String text;

  private ManagementError(int status, String type, String text) {
    super(type + ": " + text, null, false, false);
    this.status = status;
    this.type = type;
    this.text = text;
  }

  static ManagementError badRequest(String text) {
    return new ManagementError(400, "BadRequestException", text);
  }

  static ManagementError notFound(String what, String id) {
    return new ManagementError(
        404, "NotFoundException", "Invalid " + what + " identifier specified " + id);
  }

  static ManagementError conflict(String text) {
    return new ManagementError(409, "ConflictException", text);
  }

  /** API Gateway has it, this version does not. */
  static ManagementError notBuilt(String what) {
    return badRequest(what + " is not supported by this version of Stateway");
  }

  int status() {
    return status;
  }

  /** What SDKs make an exception of. */
  String type() {
    return type;
  }

  String text() {
    return text;
  }
}
