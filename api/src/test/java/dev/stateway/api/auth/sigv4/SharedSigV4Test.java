package dev.stateway.api.auth.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.auth.sigv4.Signature.PathRule;
import dev.stateway.api.auth.sigv4.SignatureVerifier.Demands;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.testing.SharedVectors;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** AWS's own signing test suites, and requests that AWS's clients have signed. */
class SharedSigV4Test {
  private static final Duration SKEW = Duration.ofMinutes(5);

  private static Clock at(String time) {
    return Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
  }

  @TestFactory
  Stream<DynamicTest> requestsSignedByClients() throws IOException {
    var file = SharedVectors.read("sigv4/states-and-execute-api.json");
    var keys = new TestKeys();
    for (var key : file.path("credentials")) {
      keys.add(
          key.path("accessKeyId").asString(),
          key.path("secretAccessKey").asString(),
          key.path("sessionToken").asString(null));
    }
    return file.path("cases")
        .valueStream()
        .map(
            each -> DynamicTest.dynamicTest(each.path("name").asString(), () -> check(each, keys)));
  }

  private static void check(JsonNode each, TestKeys keys) {
    var request = request(each.path("request"));
    var verifier = new SignatureVerifier(keys.toAccessKeys(), at(each.path("verifyAt").asString()));
    var service = each.path("service").asString();
    var pinned =
        each.path("name").asString().equals("scope-wrong-region")
            ? Set.of("us-east-1")
            : Set.<String>of();
    var strict = new Demands(service, pinned, SKEW, false);
    switch (each.path("expect").asString()) {
      case "ok" -> assertThat(verifier.verify(request, strict)).isEqualTo(TestKeys.SOMEBODY);
      case "ok-only-if-unsigned-payload-allowed" -> {
        assertRefused(verifier, request, strict, "InvalidSignatureException");
        assertThat(verifier.verify(request, new Demands(service, pinned, SKEW, true)))
            .isEqualTo(TestKeys.SOMEBODY);
      }
      case String error -> assertRefused(verifier, request, strict, error);
    }
  }

  private static void assertRefused(
      SignatureVerifier verifier, IncomingRequest request, Demands demands, String code) {
    assertThatThrownBy(() -> verifier.verify(request, demands))
        .isInstanceOfSatisfying(AwsError.class, error -> assertThat(error.code()).isEqualTo(code));
  }

  private static IncomingRequest request(JsonNode node) {
    var headers = new LinkedHashMap<String, List<String>>();
    node.path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), List.of(header.getValue().asString())));
    return RequestText.request(
        node.path("method").asString(),
        node.path("target").asString(),
        headers,
        node.path("body").asString(),
        true);
  }

  @TestFactory
  Stream<DynamicTest> officialSuite() throws IOException {
    return SharedVectors.read("sigv4/aws-signing-test-suite-v4.json")
        .path("cases")
        .valueStream()
        .flatMap(each ->
            Stream.of("header", "query")
                .filter(form -> each.path(form).path("signedRequest").isString())
                .map(form ->
                    DynamicTest.dynamicTest(
                        each.path("name").asString() + " " + form,
                        () -> checkOfficial(each, each.path(form)))));
  }

  private static void checkOfficial(JsonNode each, JsonNode form) {
    if (!each.path("context").isObject()) {
      // Without credentials, and with dates that differ: these show how a path is encoded.
      var target = each.path("request").asString().split(" ", -1)[1];
      assertThat(UriText.canonicalPath(target))
          .isEqualTo(form.path("canonicalRequest").asString().split("\n", -1)[1]);
      return;
    }
    var text = form.path("signedRequest").asString();
    if (each.path("context").path("omit_session_token").asBoolean(false)) {
      // Added to the URL when it was signed already, which the verifier takes for a change.
      text = text.replaceFirst("&X-Amz-Security-Token=[^& ]*", "");
    }
    var request = RequestText.read(text, false);
    var parts = SignedParts.read(request);
    var hash = request.header("x-amz-content-sha256").orElse(request.bodyHash());
    var context = each.path("context");
    // The suite's service has no name of its own: its context says which rule it is signed by.
    var rule = context.path("normalize").asBoolean(true) ? PathRule.NORMALIZED : PathRule.AS_IT_IS;
    var canonical = Signature.canonicalRequest(request, parts.signedHeaders(), hash, rule);
    var wanted = form.path("canonicalRequest").asString();
    assertThat(canonical).isEqualTo(wanted);
    var secret = context.path("credentials").path("secret_access_key").asString();
    assertThat(
            Signature.of(
                secret,
                parts.scope(),
                Signature.stringToSign(parts.timestamp(), parts.scope(), canonical)))
        .isEqualTo(parts.signature())
        .isEqualTo(form.path("signature").asString());
  }

  @TestFactory
  Stream<DynamicTest> olderSuite() throws IOException {
    var file = SharedVectors.read("sigv4/botocore-aws4-testsuite.json");
    var secret = file.path("credentials").path("secretAccessKey").asString();
    return file.path("cases")
        .valueStream()
        .map(each ->
            DynamicTest.dynamicTest(
                each.path("name").asString(),
                () -> {
                  var request = RequestText.read(each.path("signedRequest").asString(), false);
                  var parts = SignedParts.read(request);
                  var canonical =
                      Signature.canonicalRequest(
                          request, parts.signedHeaders(), request.bodyHash(), PathRule.NORMALIZED);
                  assertThat(canonical).isEqualTo(each.path("canonicalRequest").asString());
                  var text = Signature.stringToSign(parts.timestamp(), parts.scope(), canonical);
                  assertThat(text).isEqualTo(each.path("stringToSign").asString());
                  assertThat(each.path("authorization").asString())
                      .endsWith("Signature=" + Signature.of(secret, parts.scope(), text));
                }));
  }
}
