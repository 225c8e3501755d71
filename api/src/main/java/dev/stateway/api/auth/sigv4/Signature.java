package dev.stateway.api.auth.sigv4;

import dev.stateway.api.auth.IncomingRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Calculates signatures.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a signed request</a>
 */
final class Signature {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  static final String SIGNATURE_PARAMETER = "X-Amz-Signature";

  private static final String MAC = "HmacSHA256";

  private Signature() {}

  /** How a service has paths signed. */
  enum PathRule {
    NORMALIZED,
    AS_IT_IS;

    /** That of a service: all but S3 normalize them. */
    static PathRule of(String service) {
      return service.equals("s3") ? AS_IT_IS : NORMALIZED;
    }

    private String apply(String rawPath) {
      return switch (this) {
        case NORMALIZED -> UriText.canonicalPath(rawPath);
        case AS_IT_IS -> UriText.unnormalizedPath(rawPath);
      };
    }
  }

  /** The request in the form whose hash is signed. */
  static String canonicalRequest(
      IncomingRequest request, List<String> signedHeaders, String payloadHash, PathRule rule) {
    var query =
        UriText.parameters(request.rawQuery()).stream()
            .filter(parameter -> !parameter.name().equals(SIGNATURE_PARAMETER))
            .toList();
    var headers =
        signedHeaders.stream()
            .map(name -> name + ":" + canonicalValue(request, name) + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        request.method(),
        rule.apply(request.rawPath()),
        UriText.canonicalQuery(query),
        headers,
        String.join(";", signedHeaders),
        payloadHash);
  }

  private static String canonicalValue(IncomingRequest request, String name) {
    return request.headers().getOrDefault(name, List.of()).stream()
        .map(value -> value.strip().replaceAll("\\s+", " "))
        .collect(Collectors.joining(","));
  }

  /** The text that is signed. */
  static String stringToSign(String timestamp, CredentialScope scope, String canonicalRequest) {
    return String.join(
        "\n",
        ALGORITHM,
        timestamp,
        scope.text(),
        IncomingRequest.sha256(canonicalRequest.getBytes(StandardCharsets.UTF_8)));
  }

  /** The signature, in lower-case hexadecimal digits. */
  static String of(String secret, CredentialScope scope, String stringToSign) {
    var key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (var part : List.of(scope.date(), scope.region(), scope.service(), scope.terminator())) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, stringToSign));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(key, MAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is part of every Java runtime", e);
    }
  }
}
