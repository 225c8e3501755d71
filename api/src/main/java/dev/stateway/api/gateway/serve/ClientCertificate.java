package dev.stateway.api.gateway.serve;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What {@code $context.identity.clientCert} names.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mutual-tls.html">Mutual
 *     TLS for HTTP APIs</a>
 */
final class ClientCertificate {
  private static final String PREFIX = "identity.clientCert.";
  private static final int LINE = 64;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy z", Locale.ENGLISH)
          .withZone(ZoneId.of("GMT"));

  private ClientCertificate() {}

  /** The variables of a certificate. */
  static Map<String, String> variables(X509Certificate certificate) {
    var variables = new LinkedHashMap<String, String>();
    variables.put(PREFIX + "clientCertPem", pem(certificate));
    variables.put(PREFIX + "subjectDN", certificate.getSubjectX500Principal().getName());
    variables.put(PREFIX + "issuerDN", certificate.getIssuerX500Principal().getName());
    variables.put(
        PREFIX + "serialNumber",
        HexFormat.ofDelimiter(":").formatHex(certificate.getSerialNumber().toByteArray()));
    variables.put(PREFIX + "validity.notBefore", time(certificate.getNotBefore().toInstant()));
    variables.put(PREFIX + "validity.notAfter", time(certificate.getNotAfter().toInstant()));
    return variables;
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }

  private static String pem(X509Certificate certificate) {
    try {
      var encoder = Base64.getMimeEncoder(LINE, new byte[] {'\n'});
      return "-----BEGIN CERTIFICATE-----\n"
          + encoder.encodeToString(certificate.getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was received has no encoding", e);
    }
  }
}
