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
import dev.stateway.api.auth.sigv4.Signature.PathRule;
import dev.stateway.api.auth.sigv4.SignatureVerifier.Demands;
import dev.stateway.api.error.AwsError;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** The rarer forms of signatures. */
class SignatureFormsTest {
  private static final Demands DEMANDS =
      new Demands("execute-api", Set.of(), Duration.ofMinutes(5), false);
  private static final SignatureVerifier VERIFIER =
      new SignatureVerifier(KEYS, Clock.fixed(SIGNED, ZoneOffset.UTC));

  private static void assertRefused(IncomingRequest request, String code, String text) {
    assertThatThrownBy(() -> VERIFIER.verify(request, DEMANDS))
        .isInstanceOfSatisfying(
            AwsError.class,
            error -> {
              assertThat(error.code()).isEqualTo(code);
              assertThat(error.text()).contains(text);
            });
  }

  /** Signed by botocore, which keeps to the header that is there. */
  private static IncomingRequest dated(String date) {
    return new IncomingRequest(
        "POST",
        "/reports",
        "",
        Map.of(
            "host",
            List.of("localhost:8080"),
            "date",
            List.of(date),
            "authorization",
            List.of(
                "AWS4-HMAC-SHA256 Credential=AKIATEST/20260301/us-east-1/execute-api/aws4_request,"
                    + " SignedHeaders=date;host, Signature="
                    + "c398500fd8781f490d2a07959d379642d2b31a22d9e951fbb3bfac836b211da8")),
        IncomingRequest.sha256("body".getBytes(StandardCharsets.UTF_8)),
        false,
        "127.0.0.1");
  }

  @Test
  void theDateHeaderCanSayWhen() {
    assertThat(VERIFIER.verify(dated("Sun, 01 Mar 2026 12:00:00 -0000"), DEMANDS))
        .isEqualTo(TestKeys.SOMEBODY);
    assertRefused(
        dated("Sun, 01 Mar 2026 12:00:00 GMT"), "InvalidSignatureException", "does not match");
    assertRefused(
        dated("Sun, 01 Mar 2026 12:06:00 GMT"), "InvalidSignatureException", "not yet current");
    assertRefused(dated("1 March"), "IncompleteSignatureException", "Got '1 March'");
  }

  @Test
  void presignedUrlsHaveTheirSessionTokenInThem() {
    var request = presigned(TEMPORARY, Duration.ofMinutes(1));
    assertThat(request.rawQuery()).contains("X-Amz-Security-Token=token%2F%2B%3D");
    assertThat(VERIFIER.verify(request, DEMANDS)).isEqualTo(TestKeys.SOMEBODY);
    assertRefused(
        queried(request, request.rawQuery().replaceFirst("X-Amz-Security-Token=[^&]*&?", "")),
        "UnrecognizedClientException",
        "security token");
    assertRefused(
        queried(request, request.rawQuery().replace("token%2F%2B%3D", "another")),
        "UnrecognizedClientException",
        "security token");
    assertRefused(
        queried(
            presigned(LONG_TERM, Duration.ofMinutes(1)),
            presigned(LONG_TERM, Duration.ofMinutes(1)).rawQuery()
                + "&X-Amz-Security-Token=token%2F%2B%3D"),
        "UnrecognizedClientException",
        "security token");
  }

  private static IncomingRequest queried(IncomingRequest request, String query) {
    return new IncomingRequest(
        request.method(),
        request.rawPath(),
        query,
        request.headers(),
        request.bodyHash(),
        request.secure(),
        request.sourceIp());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD"
      })
  void bodiesInSignedChunksAreRefused(String hash) {
    var request = signed("PUT", "/a", "body");
    assertRefused(
        with(request, Map.of("x-amz-content-sha256", List.of(hash))),
        "InvalidSignatureException",
        "A body in signed chunks (" + hash + ") is for S3 alone and not taken.");
  }

  @ParameterizedTest
  @CsvSource({
    "/a//b/./c/../d/, /a/b/d/, /a//b/./c/../d/",
    "/a%20b, /a%2520b, /a%20b",
    "/, /, /",
    "//, /, //"
  })
  void onlyS3KeepsPathsAsTheyAre(String path, String normalized, String kept) {
    assertThat(UriText.canonicalPath(path)).isEqualTo(normalized);
    assertThat(UriText.unnormalizedPath(path)).isEqualTo(kept);
    assertThat(PathRule.of("execute-api")).isEqualTo(PathRule.NORMALIZED);
    assertThat(PathRule.of("s3")).isEqualTo(PathRule.AS_IT_IS);
  }

  @Test
  void aPathIsTakenAsS3SignsItForS3() {
    var request =
        signed(
            LONG_TERM,
            "GET",
            "/a//b/./c",
            "",
            to ->
                to.putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false));
    assertThat(VERIFIER.verify(request, new Demands("s3", Set.of(), Duration.ofMinutes(5), false)))
        .isEqualTo(TestKeys.SOMEBODY);
  }
}
