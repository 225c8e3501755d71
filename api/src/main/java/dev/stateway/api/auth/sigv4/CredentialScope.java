package dev.stateway.api.auth.sigv4;

/**
 * Whose key a signature was made with, and for what.
 *
 * @param accessKeyId whose key
 * @param date the day, {@code yyyyMMdd}
 * @param region the AWS region
 * @param service the service, e.g. {@code states}
 * @param terminator {@code aws4_request}
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Credential
 *     scope</a>
 */
record CredentialScope(
    String accessKeyId, String date, String region, String service, String terminator) {
  static final String TERMINATOR = "aws4_request";

  /** The scope as it is signed, without the key. */
  String text() {
    return String.join("/", date, region, service, terminator);
  }
}
