package dev.stateway.api.auth.sigv4;

import dev.stateway.api.auth.IncomingRequest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** Requests that AWS's SDK has signed, and the keys it signs with. */
final class SdkSigned {
  static final Instant SIGNED = Instant.parse("2026-03-01T12:00:00Z");
  static final AwsCredentialsIdentity LONG_TERM =
      AwsCredentialsIdentity.create("AKIATEST", "secret");
  static final AwsCredentialsIdentity TEMPORARY =
      AwsSessionCredentialsIdentity.create("ASIATEST", "secret too", "token/+=");

  static final AccessKeys KEYS =
      new TestKeys()
          .add("AKIATEST", "secret", null)
          .add("ASIATEST", "secret too", "token/+=")
          .toAccessKeys();

  private SdkSigned() {}

  static IncomingRequest signed(
      AwsCredentialsIdentity credentials,
      String method,
      String target,
      String body,
      Consumer<SignRequest.Builder<AwsCredentialsIdentity>> properties) {
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(method))
            .uri(URI.create("http://localhost:8080" + target))
            .putHeader("X-Amz-Meta", List.of("  a   b ", "c"))
            .build();
    var signed =
        AwsV4HttpSigner.create()
            .sign(to -> {
              to.identity(credentials)
                  .request(request)
                  .payload(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                  .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                  .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                  .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, Clock.fixed(SIGNED, ZoneOffset.UTC));
              properties.accept(to);
            })
            .request();
    var uri = signed.getUri();
    return new IncomingRequest(
        method,
        uri.getRawPath(),
        String.valueOf(uri.getRawQuery()).replace("null", ""),
        signed.headers(),
        IncomingRequest.sha256(body.getBytes(StandardCharsets.UTF_8)),
        false,
        "127.0.0.1");
  }

  static IncomingRequest signed(String method, String target, String body) {
    return signed(LONG_TERM, method, target, body, _ -> {});
  }

  static IncomingRequest presigned(AwsCredentialsIdentity credentials, Duration expires) {
    return signed(
        credentials,
        "GET",
        "/reports?x=1",
        "",
        to ->
            to.putProperty(AwsV4HttpSigner.AUTH_LOCATION, AwsV4HttpSigner.AuthLocation.QUERY_STRING)
                .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, expires));
  }

  static IncomingRequest with(
      IncomingRequest request, Map<String, List<String>> changed, String... without) {
    var headers = new LinkedHashMap<>(request.headers());
    headers.keySet().removeAll(List.of(without));
    headers.putAll(changed);
    return new IncomingRequest(
        request.method(),
        request.rawPath(),
        request.rawQuery(),
        headers,
        request.bodyHash(),
        request.secure(),
        request.sourceIp());
  }
}
