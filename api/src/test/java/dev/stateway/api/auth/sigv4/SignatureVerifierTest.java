package dev.stateway.api.auth.sigv4;

import static dev.stateway.api.auth.sigv4.SdkSigned.KEYS;
import static dev.stateway.api.auth.sigv4.SdkSigned.LONG_TERM;
import static dev.stateway.api.auth.sigv4.SdkSigned.SIGNED;
import static dev.stateway.api.auth.sigv4.SdkSigned.TEMPORARY;
import static dev.stateway.api.auth.sigv4.SdkSigned.presigned;
import static dev.stateway.api.auth.sigv4.SdkSigned.signed;
import static dev.stateway.api.auth.sigv4.SdkSigned.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.sigv4.SignatureVerifier.Demands;
import dev.stateway.api.error.AwsError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Requests signed by the AWS SDK, as they are and changed on the way. */
class SignatureVerifierTest {
  private static final Demands DEMANDS =
      new Demands("execute-api", Set.of(), Duration.ofMinutes(5), false);

  private void assertTaken(IncomingRequest request) {
    assertThat(at(SIGNED).verify(request, DEMANDS)).isEqualTo(TestKeys.SOMEBODY);
  }

  private SignatureVerifier at(Instant now) {
    return new SignatureVerifier(KEYS, Clock.fixed(now, ZoneOffset.UTC));
  }

  private void assertRefused(IncomingRequest request, Demands demands, String code, String text) {
    assertRefused(at(SIGNED), request, demands, code, text);
  }

  private static void assertRefused(
      SignatureVerifier verifier,
      IncomingRequest request,
      Demands demands,
      String code,
      String text) {
    assertThatThrownBy(() -> verifier.verify(request, demands))
        .isInstanceOfSatisfying(
            AwsError.class,
            error -> {
              assertThat(error.code()).isEqualTo(code);
              assertThat(error.text()).contains(text);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a/b/",
        "/a%20b/%C3%BC",
        "/a//b/./c/../d",
        "/x?b=2&a=1&a=0&empty=&none",
        "/x?q=a%20b%2Bc%2A%7E%25&%C3%BC=1",
        "/x?arn=arn%3Aaws%3Astates"
      })
  void takesWhatTheSdkHasSigned(String target) {
    assertTaken(signed("GET", target, ""));
    assertTaken(signed("POST", target, "{\"report\": \"ü\"}"));
    assertTaken(signed(TEMPORARY, "PUT", target, "x", _ -> {}));
  }

  @Test
  void takesPresignedUrls() {
    var presigned = presigned(LONG_TERM, Duration.ofMinutes(10));
    assertThat(presigned.rawQuery()).contains("X-Amz-Signature=");
    assertTaken(presigned);
    assertThat(at(SIGNED.plusSeconds(600)).verify(presigned, DEMANDS)).isEqualTo(TestKeys.SOMEBODY);
    assertRefused(
        at(SIGNED.plusSeconds(601)),
        presigned,
        DEMANDS,
        "InvalidSignatureException",
        "Signature expired: 20260301T121000Z is now earlier than 20260301T121001Z");
    assertRefused(
        at(SIGNED.minusSeconds(301)),
        presigned,
        DEMANDS,
        "InvalidSignatureException",
        "Signature not yet current");
  }

  @Test
  void timeRunsOut() {
    var request = signed("GET", "/", "");
    assertThat(at(SIGNED.plusSeconds(300)).verify(request, DEMANDS)).isNotNull();
    assertRefused(
        at(SIGNED.plusSeconds(301)),
        request,
        DEMANDS,
        "InvalidSignatureException",
        "Signature expired: 20260301T120000Z is now earlier than 20260301T120001Z"
            + " (20260301T120501Z - 5 min.)");
    assertRefused(
        at(SIGNED.minusSeconds(301)),
        request,
        DEMANDS,
        "InvalidSignatureException",
        "Signature not yet current");
  }

  private static IncomingRequest to(IncomingRequest request, String path, String query) {
    return new IncomingRequest(
        request.method(), path, query, request.headers(), request.bodyHash(), false, "");
  }

  @Test
  void refusesWhatWasChanged() {
    var request = signed("POST", "/a?x=1", "body");
    var code = "InvalidSignatureException";
    assertRefused(to(request, "/b", "x=1"), DEMANDS, code, "does not match");
    assertRefused(to(request, "/a", "x=2"), DEMANDS, code, "does not match");
    assertRefused(to(request, "/a", "x=1&y=2"), DEMANDS, code, "does not match");
    assertRefused(with(request, Map.of("host", List.of("evil"))), DEMANDS, code, "does not match");
    assertRefused(
        with(request, Map.of("x-amz-other", List.of("1"))), DEMANDS, code, "must be signed");
    assertRefused(with(request, Map.of(), "x-amz-meta"), DEMANDS, code, "is not in the request");
    assertRefused(
        with(request, Map.of("x-amz-meta", List.of("a b", "c", "d"))),
        DEMANDS,
        code,
        "does not match");
    var other =
        new IncomingRequest(
            "POST",
            "/a",
            "x=1",
            request.headers(),
            IncomingRequest.sha256(new byte[] {1}),
            false,
            "");
    assertRefused(other, DEMANDS, code, "x-amz-content-sha256");
    assertTaken(with(request, Map.of("x-amz-cf-id", List.of("from a network"))));
  }

  @Test
  void refusesWhatIsForSomethingElse() {
    var request = signed("GET", "/", "");
    assertRefused(
        request,
        new Demands("states", Set.of(), Duration.ofMinutes(5), false),
        "InvalidSignatureException",
        "Credential should be scoped to correct service: 'states'. ");
    assertRefused(
        request,
        new Demands("execute-api", Set.of("eu-west-1"), Duration.ofMinutes(5), false),
        "InvalidSignatureException",
        "valid region");
  }

  @Test
  void refusesKeysThatItDoesNotKnow() {
    var unknown =
        signed(AwsCredentialsIdentity.create("AKIANONE", "secret"), "GET", "/", "", _ -> {});
    assertRefused(unknown, DEMANDS, "UnrecognizedClientException", "security token");
    var tokenless =
        signed(AwsCredentialsIdentity.create("ASIATEST", "secret too"), "GET", "/", "", _ -> {});
    assertRefused(tokenless, DEMANDS, "UnrecognizedClientException", "security token");
    var wrong =
        signed(AwsCredentialsIdentity.create("AKIATEST", "another"), "GET", "/", "", _ -> {});
    assertRefused(wrong, DEMANDS, "InvalidSignatureException", "does not match");
  }

  @Test
  void anUnsignedBodyIsTakenOnlyWhereThatIsAllowedAndOverTls() {
    var unsigned =
        signed(
            LONG_TERM,
            "POST",
            "/",
            "body",
            to -> to.putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false));
    var headers = new LinkedHashMap<>(unsigned.headers());
    var allowing = new Demands("execute-api", Set.of(), Duration.ofMinutes(5), true);
    // Over plain HTTP the SDK signs the body all the same.
    assertTaken(unsigned);
    headers.put("x-amz-content-sha256", List.of("UNSIGNED-PAYLOAD"));
    var claimed = with(unsigned, headers);
    assertRefused(claimed, DEMANDS, "InvalidSignatureException", "UNSIGNED-PAYLOAD is not taken");
    assertRefused(claimed, allowing, "InvalidSignatureException", "UNSIGNED-PAYLOAD is not taken");
  }

  @Test
  void refusesHalfOfAnAuthentication() {
    var request = signed("GET", "/", "");
    assertRefused(
        with(request, Map.of(), "authorization"),
        DEMANDS,
        "MissingAuthenticationTokenException",
        "Missing Authentication Token");
    assertRefused(
        with(request, Map.of("authorization", List.of("AWS4-HMAC-SHA256 Credential=a"))),
        DEMANDS,
        "IncompleteSignatureException",
        "Authorization header requires 'Signature' parameter.");
    var header = request.header("authorization").orElseThrow();
    assertRefused(
        with(request, Map.of("authorization", List.of(header, header))),
        DEMANDS,
        "IncompleteSignatureException",
        "more than one");
    assertRefused(
        with(request, Map.of("authorization", List.of(header.replace("/us-east-1", "")))),
        DEMANDS,
        "IncompleteSignatureException",
        "exactly 5 slash-delimited elements");
    assertRefused(
        with(request, Map.of("x-amz-date", List.of("yesterday"))),
        DEMANDS,
        "IncompleteSignatureException",
        "ISO-8601");
    assertRefused(
        with(presigned(LONG_TERM, Duration.ofMinutes(1)), Map.of("authorization", List.of(header))),
        DEMANDS,
        "IncompleteSignatureException",
        "signed twice");
  }
}
