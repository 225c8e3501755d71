package dev.stateway.api.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.stateway.api.testing.SharedVectors;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tokens of each kind, good and bad. */
class BearerTokenCasesTest extends BearerTokenTests {
  /** What comes to the same whether the issuer behaves well or not: what the token itself says. */
  private static final Map<String, TokenCase> CASES = TokenCase.all();

  @TestFactory
  Stream<DynamicTest> tokens() {
    return CASES.entrySet().stream()
        .map(each ->
            DynamicTest.dynamicTest(
                each.getKey(),
                () -> {
                  try (var own = TestIssuer.start();
                      var fresh = new JwtVerifiers(Clock.systemUTC())) {
                    var token = each.getValue().token().apply(own, own.claims(TokenCase.now()));
                    var answer = answer(fresh, bearer("Bearer " + token), own.jwt());
                    assertThat(answer)
                        .isEqualTo(new Answer(each.getValue().status(), each.getValue().error()));
                  }
                }));
  }

  @Test
  void everySharedCaseIsHere() throws IOException {
    var elsewhere =
        Set.of(
            "good-second-issuer",
            "good-after-rotation",
            "good-lower-case-scheme",
            "missing",
            "two-authorization-headers",
            "token-in-query",
            "kid-unknown-flood",
            "policy-deny",
            "other-tenant",
            "token-9k",
            "jwks-down-at-start",
            "jwks-down-later",
            "jwks-slow",
            "jwks-huge",
            "jwks-redirect",
            "jwks-key-removed",
            "discovery-issuer-mismatch",
            "replayed-after-logout");
    var file = SharedVectors.read("jwt/cases.json").path("cases");
    for (var each : file) {
      var name = each.path("name").asString();
      if (elsewhere.contains(name)) {
        continue;
      }
      assertThat(CASES).containsKey(name);
      var ours = Objects.requireNonNull(CASES.get(name));
      assertThat(Integer.toString(ours.status()).replace("200", "2xx"))
          .as(name)
          .isEqualTo(each.path("status").asString());
      assertThat(ours.error()).as(name).isEqualTo(each.path("wwwAuthenticateError").asString(""));
    }
  }

  @Test
  void theSchemeIsReadWithoutCase() {
    assertThat(answer(verifiers, bearer("bearer " + good()), issuer.jwt()).status()).isEqualTo(200);
  }

  @Test
  void aTokenCountsUntilItExpires() {
    var token = good();
    assertThat(answer(token).status()).isEqualTo(200);
    assertThat(answer(token).status()).isEqualTo(200);
  }

  @Test
  void onlyTheHeaderCounts() {
    assertThat(answer(verifiers, request("", Map.of()), issuer.jwt()))
        .isEqualTo(new Answer(401, ""));
    assertThat(answer(verifiers, request("access_token=" + good(), Map.of()), issuer.jwt()))
        .isEqualTo(new Answer(401, ""));
    assertThat(answer(verifiers, bearer("Bearer " + good(), "Bearer x"), issuer.jwt()))
        .isEqualTo(new Answer(401, "invalid_request"));
  }

  @Test
  void anyOfSeveralIssuersIsTaken() throws IOException {
    try (var second = TestIssuer.start()) {
      var token = TestIssuer.good(second.claims(TokenCase.now()));
      assertThat(answer(verifiers, bearer("Bearer " + token), issuer.jwt(), second.jwt()).status())
          .isEqualTo(200);
      assertThat(issuer.keyFetches()).isZero();
    }
  }

  @Test
  void otherAlgorithmsAreTakenWhereTheyAreAllowed() throws Exception {
    var key = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    issuer.publish(key);
    var token =
        TestIssuer.sign(
            TestIssuer.header(JWSAlgorithm.ES256, "ec").build(),
            JsonText.write(issuer.claims(TokenCase.now())),
            key);
    assertThat(answer(token)).isEqualTo(new Answer(401, "invalid_token"));
    assertThat(answer(verifiers, bearer("Bearer " + token), with(Set.of("ES256"), null)).status())
        .isEqualTo(200);
    var psychic = token.replaceFirst("[^.]*$", encodedZeroes());
    assertThat(answer(verifiers, bearer("Bearer " + psychic), with(Set.of("ES256"), null)))
        .isEqualTo(new Answer(401, "invalid_token"));
  }

  private static String encodedZeroes() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);
  }
}
