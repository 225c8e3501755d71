package dev.stateway.api.auth.sigv4;

import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.error.AwsError;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The authentication of a request, taken apart but not verified.
 *
 * @param scope whose key, and for what
 * @param signedHeaders names, as they are written
 * @param signature hexadecimal digits
 * @param timestamp when it was signed, {@code yyyyMMddTHHmmssZ}
 * @param expires of a presigned URL: seconds from the timestamp, as they are written
 * @param sessionToken of temporary credentials
 */
record SignedParts(
    CredentialScope scope,
    List<String> signedHeaders,
    String signature,
    String timestamp,
    @Nullable String expires,
    @Nullable String sessionToken) {
  private static final String QUERY_PREFIX = "X-Amz-";
  private static final int SCOPE_PARTS = 5;

  /** ISO 8601 in its basic form. */
  static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  SignedParts {
    signedHeaders = List.copyOf(signedHeaders);
  }

  /** Whether the query of a request has a signature. */
  static boolean isPresigned(IncomingRequest request) {
    return UriText.parameters(request.rawQuery()).stream()
        .map(UriText.Parameter::name)
        .anyMatch(name -> name.equals("X-Amz-Algorithm") || name.equals("X-Amz-Signature"));
  }

  /**
   * Reads the header {@code Authorization} or the parameters of a presigned URL.
   *
   * @throws AwsError MissingAuthenticationTokenException, IncompleteSignatureException
   */
  static SignedParts read(IncomingRequest request) {
    var authorizations = request.headers().getOrDefault("authorization", List.of());
    if (isPresigned(request)) {
      if (!authorizations.isEmpty()) {
        throw AwsError.incompleteSignature(
            "The request is signed twice: in its Authorization header and in its query.");
      }
      return ofQuery(request);
    }
    if (authorizations.size() > 1) {
      throw AwsError.incompleteSignature("The request has more than one Authorization header.");
    }
    return authorizations.stream()
        .filter(authorization -> authorization.startsWith("AWS4-"))
        .findFirst()
        .map(authorization -> ofHeader(request, authorization))
        .orElseThrow(AwsError::missingAuthenticationToken);
  }

  private static SignedParts ofHeader(IncomingRequest request, String authorization) {
    var space = (authorization + " ").indexOf(' ');
    requireAlgorithm(authorization.substring(0, space));
    var fields = new HashMap<String, String>();
    for (var field : authorization.substring(space).split(",", -1)) {
      var equals = field.indexOf('=');
      if (equals < 0) {
        continue;
      }
      var name = field.substring(0, equals).strip();
      if (fields.put(name, field.substring(equals + 1).strip()) != null) {
        throw AwsError.incompleteSignature("Authorization header has '" + name + "' twice.");
      }
    }
    var timestamp =
        request.header("x-amz-date").or(() -> request.header("date").map(SignedParts::basic));
    requireAll(fields, timestamp);
    return new SignedParts(
        scope(fields.getOrDefault("Credential", "")),
        names(fields.getOrDefault("SignedHeaders", "")),
        fields.getOrDefault("Signature", ""),
        timestamp.orElse(""),
        null,
        request.header("x-amz-security-token").orElse(null));
  }

  /** The time of a {@code Date} header in the form that is signed; what is no time stays. */
  private static String basic(String date) {
    try {
      return BASIC.format(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeParseException _) {
      return date;
    }
  }

  private static void requireAll(Map<String, String> fields, Optional<String> timestamp) {
    var missing = new ArrayList<String>();
    for (var name : List.of("Credential", "Signature", "SignedHeaders")) {
      if (fields.getOrDefault(name, "").isEmpty()) {
        missing.add("Authorization header requires '" + name + "' parameter.");
      }
    }
    if (timestamp.isEmpty()) {
      missing.add(
          "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }
    if (!missing.isEmpty()) {
      throw AwsError.incompleteSignature(String.join(" ", missing));
    }
  }

  private static SignedParts ofQuery(IncomingRequest request) {
    var fields = new HashMap<String, String>();
    for (var parameter : UriText.parameters(request.rawQuery())) {
      if (parameter.name().startsWith(QUERY_PREFIX)
          && fields.put(parameter.name(), parameter.value()) != null) {
        throw AwsError.incompleteSignature("The query has '" + parameter.name() + "' twice.");
      }
    }
    requireAlgorithm(fields.getOrDefault("X-Amz-Algorithm", ""));
    var missing = new ArrayList<String>();
    for (var name : List.of("Credential", "Signature", "SignedHeaders", "Date", "Expires")) {
      if (fields.getOrDefault(QUERY_PREFIX + name, "").isEmpty()) {
        missing.add("AWS query-string parameters must include '" + QUERY_PREFIX + name + "'.");
      }
    }
    if (!missing.isEmpty()) {
      throw AwsError.incompleteSignature(String.join(" ", missing));
    }
    return new SignedParts(
        scope(fields.getOrDefault("X-Amz-Credential", "")),
        names(fields.getOrDefault("X-Amz-SignedHeaders", "")),
        fields.getOrDefault("X-Amz-Signature", ""),
        fields.getOrDefault("X-Amz-Date", ""),
        fields.getOrDefault("X-Amz-Expires", ""),
        fields.get("X-Amz-Security-Token"));
  }

  private static void requireAlgorithm(String algorithm) {
    if (!algorithm.equals(Signature.ALGORITHM)) {
      throw AwsError.incompleteSignature(
          "The signature algorithm must be '" + Signature.ALGORITHM + "'.");
    }
  }

  private static CredentialScope scope(String credential) {
    var parts = credential.split("/", -1);
    if (parts.length != SCOPE_PARTS || parts[0].isEmpty()) {
      throw AwsError.incompleteSignature(
          "Credential must have exactly 5 slash-delimited elements, e.g."
              + " keyid/date/region/service/term, got '"
              + credential
              + "'");
    }
    return new CredentialScope(parts[0], parts[1], parts[2], parts[3], parts[4]);
  }

  private static List<String> names(String text) {
    return List.of(text.split(";", -1));
  }
}
