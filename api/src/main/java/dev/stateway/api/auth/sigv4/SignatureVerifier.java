package dev.stateway.api.auth.sigv4;

import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.Principal;
import dev.stateway.api.auth.sigv4.Signature.PathRule;
import dev.stateway.api.error.AwsError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Verifies requests signed with AWS Signature Version 4, in their header or their query.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html">Troubleshoot
 *     SigV4</a>
 */
public final class SignatureVerifier {
  private static final String CONTENT_HASH = "x-amz-content-sha256";
  private static final String STREAMING = "STREAMING-";
  private static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";
  private static final int LONGEST_EXPIRY = 604_800;
  private static final int DATE_LENGTH = 8;

  /** Added on the way by a content delivery network. */
  private static final Set<String> NEVER_SIGNED = Set.of("x-amz-cf-id");

  /** What unknown keys are verified with, so that they take as long as known ones. */
  private static final String NO_SECRET = "0123456789012345678901234567890123456789";

  private static final String DOES_NOT_MATCH =
      "The request signature we calculated does not match the signature you provided. Check your"
          + " AWS Secret Access Key and signing method. Consult the service documentation for"
          + " details.";

  private final AccessKeys keys;
  private final Clock clock;

  public SignatureVerifier(AccessKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * What a signature has to be like.
   *
   * @param service what it must be for
   * @param regions where it must be for; empty for anywhere
   * @param skew how far the clocks of client and server may be apart
   * @param unsignedPayload whether a body may be left out of it, over TLS
   */
  public record Demands(
      String service, Set<String> regions, Duration skew, boolean unsignedPayload) {
    public Demands {
      regions = Set.copyOf(regions);
    }
  }

  /**
   * Who signed the request.
   *
   * @throws AwsError MissingAuthenticationTokenException, IncompleteSignatureException,
   *     InvalidSignatureException, UnrecognizedClientException, ExpiredTokenException
   */
  public Principal verify(IncomingRequest request, Demands demands) {
    var parts = SignedParts.read(request);
    var signedAt = time(parts.timestamp());
    checkScope(parts, demands);
    checkSignedHeaders(request, parts);
    checkTime(parts, signedAt, demands.skew());
    var key = keys.find(parts.scope().accessKeyId(), parts.sessionToken(), clock.instant());
    return switch (key) {
      case AccessKeys.Lookup.Found(var secret, var principal) -> {
        if (!matches(request, parts, secret, payloadHash(request, demands))) {
          throw AwsError.invalidSignature(DOES_NOT_MATCH);
        }
        yield principal;
      }
      case AccessKeys.Lookup.Expired _ -> throw AwsError.expiredToken();
      case AccessKeys.Lookup.Unknown _ -> {
        // As much work as for a key that exists: the time tells nobody which ids there are.
        var _ = matches(request, parts, NO_SECRET, request.bodyHash());
        throw AwsError.unrecognizedClient();
      }
    };
  }

  private static Instant time(String timestamp) {
    try {
      return SignedParts.BASIC.parse(timestamp, Instant::from);
    } catch (DateTimeParseException _) {
      throw AwsError.incompleteSignature(
          "Date must be in ISO-8601 'basic format'. Got '" + timestamp + "'.");
    }
  }

  private static void checkScope(SignedParts parts, Demands demands) {
    var scope = parts.scope();
    if (!scope.terminator().equals(CredentialScope.TERMINATOR)) {
      throw AwsError.invalidSignature(
          "Credential should be scoped with a valid terminator: 'aws4_request'.");
    }
    if (!scope.service().equals(demands.service())) {
      throw AwsError.invalidSignature(
          "Credential should be scoped to correct service: '" + demands.service() + "'. ");
    }
    if (!demands.regions().isEmpty() && !demands.regions().contains(scope.region())) {
      throw AwsError.invalidSignature(
          "Credential should be scoped to a valid region, not '" + scope.region() + "'. ");
    }
    var date = parts.timestamp().substring(0, DATE_LENGTH);
    if (!scope.date().equals(date)) {
      throw AwsError.invalidSignature(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
              + " HTTP: '%s' != '%s', from '%s'.".formatted(scope.date(), date, parts.timestamp()));
    }
  }

  private static void checkSignedHeaders(IncomingRequest request, SignedParts parts) {
    var names = parts.signedHeaders();
    if (!names.equals(List.copyOf(new TreeSet<>(names)))) {
      throw AwsError.invalidSignature("'SignedHeaders' must be sorted, each of them once.");
    }
    if (!names.contains("host") && !names.contains(":authority")) {
      throw AwsError.invalidSignature(
          "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }
    for (var name : names) {
      if (!request.headers().containsKey(name)) {
        throw AwsError.invalidSignature("The signed header '" + name + "' is not in the request.");
      }
    }
    for (var name : request.headers().keySet()) {
      if (mustBeSigned(request, parts, name) && !names.contains(name)) {
        throw AwsError.invalidSignature("The header '" + name + "' must be signed.");
      }
    }
  }

  private static boolean mustBeSigned(IncomingRequest request, SignedParts parts, String name) {
    var isDate =
        name.equals("date")
            && parts.expires() == null
            && !request.headers().containsKey("x-amz-date");
    return isDate || (name.startsWith("x-amz-") && !NEVER_SIGNED.contains(name));
  }

  private void checkTime(SignedParts parts, Instant signedAt, Duration skew) {
    var now = clock.instant();
    var text = parts.timestamp();
    if (now.plus(skew).isBefore(signedAt)) {
      throw AwsError.invalidSignature(
          "Signature not yet current: %s is still later than %s (%s + %d min.)"
              .formatted(
                  text,
                  SignedParts.BASIC.format(now.plus(skew)),
                  SignedParts.BASIC.format(now),
                  skew.toMinutes()));
    }
    if (parts.expires() != null) {
      var end = signedAt.plusSeconds(seconds(parts.expires()));
      if (now.isAfter(end)) {
        throw AwsError.invalidSignature(
            "Signature expired: %s is now earlier than %s"
                .formatted(SignedParts.BASIC.format(end), SignedParts.BASIC.format(now)));
      }
    } else if (now.minus(skew).isAfter(signedAt)) {
      throw AwsError.invalidSignature(
          "Signature expired: %s is now earlier than %s (%s - %d min.)"
              .formatted(
                  text,
                  SignedParts.BASIC.format(now.minus(skew)),
                  SignedParts.BASIC.format(now),
                  skew.toMinutes()));
    }
  }

  private static int seconds(String expires) {
    var seconds = expires.matches("\\d{1,6}") ? Integer.parseInt(expires) : 0;
    if (seconds < 1 || seconds > LONGEST_EXPIRY) {
      throw AwsError.invalidSignature(
          "X-Amz-Expires must be a number of seconds from 1 to " + LONGEST_EXPIRY);
    }
    return seconds;
  }

  private static String payloadHash(IncomingRequest request, Demands demands) {
    var claimed = request.header(CONTENT_HASH).orElse(request.bodyHash());
    if (claimed.startsWith(STREAMING)) {
      throw AwsError.invalidSignature(
          "A body in signed chunks (" + claimed + ") is for S3 alone and not taken.");
    }
    if (claimed.equals(UNSIGNED_PAYLOAD)) {
      if (!demands.unsignedPayload() || !request.secure()) {
        throw AwsError.invalidSignature("The body must be signed: UNSIGNED-PAYLOAD is not taken.");
      }
    } else if (!claimed.equals(request.bodyHash())) {
      throw AwsError.invalidSignature(
          "The header '" + CONTENT_HASH + "' does not match the hash of the body.");
    }
    return claimed;
  }

  private static boolean matches(
      IncomingRequest request, SignedParts parts, String secret, String payloadHash) {
    var rule = PathRule.of(parts.scope().service());
    var canonical = Signature.canonicalRequest(request, parts.signedHeaders(), payloadHash, rule);
    var text = Signature.stringToSign(parts.timestamp(), parts.scope(), canonical);
    return MessageDigest.isEqual(
        Signature.of(secret, parts.scope(), text).getBytes(StandardCharsets.UTF_8),
        parts.signature().getBytes(StandardCharsets.UTF_8));
  }
}
