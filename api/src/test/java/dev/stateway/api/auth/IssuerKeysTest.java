package dev.stateway.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.auth.jwt.JwtIssuer;
import dev.stateway.api.auth.jwt.JwtVerifiers;
import dev.stateway.api.auth.jwt.TokenRefused;
import dev.stateway.api.auth.jwt.VerifiedToken;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The keys of an issuer that is not our own come, go, and are not to be had. */
class IssuerKeysTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private MockIssuers issuers;
  private final JwtVerifiers verifiers = new JwtVerifiers(Clock.systemUTC());

  @BeforeEach
  void start() throws IOException {
    issuers = MockIssuers.start();
  }

  @AfterEach
  void stop() {
    issuers.close();
    verifiers.close();
  }

  private static String token(MockIssuers of) {
    return of.token("main", "JWT", List.of("reports"), Map.of());
  }

  private Mono<VerifiedToken> verify(MockIssuers of, String token) {
    return verifiers.verify(token, List.of(JwtIssuer.of(of.issuer("main"), Set.of("reports"))));
  }

  private void assertTaken(MockIssuers of, String token) {
    StepVerifier.create(verify(of, token).map(VerifiedToken::subject))
        .expectNext("ada")
        .expectComplete()
        .verify(LONG);
  }

  private void assertRefused(MockIssuers of, String token, TokenRefused.Kind kind) {
    StepVerifier.create(verify(of, token))
        .expectErrorSatisfies(failure ->
            assertThat(failure)
                .isInstanceOfSatisfying(
                    TokenRefused.class, refused -> assertThat(refused.kind()).isEqualTo(kind)))
        .verify(LONG);
  }

  @Test
  void aNewKeyIsFetchedAndTheOldOneCountsNoMore() {
    var before = token(issuers);
    assertTaken(issuers, before);
    issuers.rotateKeys();
    assertTaken(issuers, before);
    assertTaken(issuers, token(issuers));
    assertRefused(issuers, before, TokenRefused.Kind.INVALID_TOKEN);
  }

  @Test
  void anIssuerThatHangsIsUnavailableAndHoldsNobodyUp() throws IOException {
    var token = token(issuers);
    issuers.hang();
    try (var others = MockIssuers.start()) {
      assertThat(verify(issuers, token).toFuture()).isNotNull();
      assertTaken(others, token(others));
    }
    assertRefused(issuers, token, TokenRefused.Kind.ISSUER_UNAVAILABLE);
  }

  @Test
  void keysThatWereFetchedStayGoodWhileTheIssuerHangs() {
    var token = token(issuers);
    assertTaken(issuers, token);
    issuers.hang();
    assertTaken(issuers, token);
  }
}
