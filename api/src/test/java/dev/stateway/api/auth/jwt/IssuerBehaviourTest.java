package dev.stateway.api.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Issuers whose keys change, and issuers that do not behave. */
class IssuerBehaviourTest extends BearerTokenTests {
  @Test
  void aNewKeyIsFetchedOnce() {
    assertThat(answer(good()).status()).isEqualTo(200);
    var second = TestIssuer.rsa("second", 2048);
    issuer.publish(TestIssuer.KEY, second);
    var token =
        TestIssuer.sign(
            TestIssuer.header(JWSAlgorithm.RS256, "second").build(),
            JsonText.write(issuer.claims(TokenCase.now())),
            second);
    assertThat(answer(token).status()).isEqualTo(200);
    assertThat(answer(token).status()).isEqualTo(200);
    assertThat(issuer.keyFetches()).isEqualTo(2);
  }

  @Test
  void aFloodOfUnknownKeysDoesNotReachTheIssuer() {
    assertThat(answer(good()).status()).isEqualTo(200);
    var claims = issuer.claims(TokenCase.now());
    var statuses =
        IntStream.range(0, 1_000)
            .parallel()
            .mapToObj(i ->
                answer(
                    TestIssuer.signedRaw(
                        "{\"alg\":\"RS256\",\"kid\":\"k" + i + "\"}", JsonText.write(claims))))
            .distinct()
            .toList();
    assertThat(statuses).containsExactly(new Answer(401, "invalid_token"));
    // One at the first token, and at the most two for the flood.
    assertThat(issuer.keyFetches()).isBetween(2, 3);
    assertThat(answer(good()).status()).isEqualTo(200);
  }

  /** With times short enough to see keys come and go. */
  private JwtIssuer impatient() {
    var timing =
        new JwtIssuer.Timing(
            Duration.ofSeconds(60),
            Duration.ofMillis(3_000),
            Duration.ofMillis(20),
            Duration.ofMillis(1_500));
    return new JwtIssuer(issuer.name(), Set.of("reports"), null, Set.of("RS256"), timing);
  }

  private void awaitStatus(JwtIssuer at, String token, int status) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> answer(verifiers, bearer("Bearer " + token), at).status() == status);
  }

  @Test
  void anIssuerThatIsDownIsAskedAgain() throws Exception {
    issuer.behave(TestIssuer.Behaviour.FAILING);
    assertThat(answer(verifiers, bearer("Bearer " + good()), impatient()).status()).isEqualTo(503);
    issuer.behave(TestIssuer.Behaviour.GOOD);
    awaitStatus(impatient(), good(), 200);
  }

  @Test
  void keysStayGoodWhileTheIssuerIsAway() throws Exception {
    var at = impatient();
    assertThat(answer(verifiers, bearer("Bearer " + good()), at).status()).isEqualTo(200);
    issuer.behave(TestIssuer.Behaviour.FAILING);
    var fetches = issuer.keyFetches();
    while (issuer.keyFetches() == fetches) {
      assertThat(answer(verifiers, bearer("Bearer " + good()), at).status()).isEqualTo(200);
    }
    assertThat(answer(verifiers, bearer("Bearer " + good()), at).status()).isEqualTo(200);
  }

  @Test
  void aRemovedKeyIsRefusedWhenTheKeysAreFetchedAgain() throws Exception {
    var at = impatient();
    assertThat(answer(verifiers, bearer("Bearer " + good()), at).status()).isEqualTo(200);
    issuer.publish(TestIssuer.rsa("second", 2048));
    awaitStatus(at, good(), 401);
  }

  @Test
  void anIssuerThatHangsHoldsNobodyUp() throws IOException {
    issuer.behave(TestIssuer.Behaviour.HANGING);
    try (var second = TestIssuer.start()) {
      var slow =
          verifiers.verify(good(), List.of(issuer.jwt())).toFuture().exceptionally(_ -> null);
      var quick = bearer("Bearer " + TestIssuer.good(second.claims(TokenCase.now())));
      assertThat(answer(verifiers, quick, issuer.jwt(), second.jwt()).status()).isEqualTo(200);
      assertThat(slow.join()).isNull();
    }
    assertThat(answer(good()).status()).isEqualTo(503);
  }

  @Test
  void badKeySetsAreNotTaken() {
    issuer.behave(TestIssuer.Behaviour.HUGE);
    assertThat(answer(good()).status()).isEqualTo(503);
  }

  @Test
  void redirectionsAreNotFollowed() {
    issuer.behave(TestIssuer.Behaviour.REDIRECTING);
    assertThat(answer(good()).status()).isEqualTo(503);
  }

  @Test
  void theDiscoveryDocumentMustBeTheIssuersOwn() {
    issuer.nameInDiscovery("http://127.0.0.1:1/other");
    assertThat(answer(good()).status()).isEqualTo(503);
    assertThat(issuer.keyFetches()).isZero();
  }

  @Test
  void theKeySetCanBeNamed() {
    issuer.nameInDiscovery("http://127.0.0.1:1/other");
    var keys = URI.create(issuer.name() + "/keys");
    assertThat(answer(verifiers, bearer("Bearer " + good()), with(Set.of("RS256"), keys)).status())
        .isEqualTo(200);
  }

  @Test
  void aKeySetWithAKeyTwiceIsAmbiguous() {
    issuer.publishText(
        new JWKSet(List.of(TestIssuer.KEY, TestIssuer.rsa("first", 2048))).toString(true));
    assertThat(answer(good())).isEqualTo(new Answer(401, "invalid_token"));
  }
}
