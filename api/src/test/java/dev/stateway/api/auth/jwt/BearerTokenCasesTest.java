package dev.stateway.api.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.stateway.api.auth.IncomingRequest;
import dev.stateway.api.testing.SharedVectors;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Bearer tokens for a route that wants the scope {@code reports.write}. */
class BearerTokenCasesTest {
  private static final Set<String> SCOPES = Set.of("reports.write");

  /** What comes to the same whether the issuer behaves well or not: what the token itself says. */
  private static final Map<String, Case> CASES = cases();

  private record Case(int status, String error, BiFunction<TestIssuer, ObjectNode, String> token) {}

  private TestIssuer issuer;
  private JwtVerifiers verifiers;

  @BeforeEach
  void start() throws IOException {
    issuer = TestIssuer.start();
    verifiers = new JwtVerifiers(Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    verifiers.close();
    issuer.close();
  }

  private static long now() {
    return Clock.systemUTC().instant().getEpochSecond();
  }

  private static void ok(Map<String, Case> cases, String name, Function<ObjectNode, String> token) {
    cases.put(name, new Case(200, "", (_, claims) -> token.apply(claims)));
  }

  private static void bad(
      Map<String, Case> cases, String name, Function<ObjectNode, String> token) {
    cases.put(name, new Case(401, "invalid_token", (_, claims) -> token.apply(claims)));
  }

  private static void noScope(
      Map<String, Case> cases, String name, Function<ObjectNode, ObjectNode> change) {
    cases.put(
        name,
        new Case(403, "insufficient_scope", (_, claims) -> TestIssuer.good(change.apply(claims))));
  }

  private static String raw(String header, ObjectNode claims) {
    return TestIssuer.signedRaw(header, JsonText.write(claims));
  }

  private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"first\",\"typ\":\"JWT\"}";

  private static String withHeader(String more, ObjectNode claims) {
    return raw(HEADER.replace("}", "," + more + "}"), claims);
  }

  private static ObjectNode without(ObjectNode claims, String... names) {
    claims.remove(List.of(names));
    return claims;
  }

  private static Map<String, Case> cases() {
    var cases = new LinkedHashMap<String, Case>();
    good(cases);
    signatures(cases);
    headers(cases);
    claims(cases);
    times(cases);
    scopes(cases);
    texts(cases);
    return cases;
  }

  private static void good(Map<String, Case> cases) {
    ok(cases, "good", TestIssuer::good);
    ok(
        cases,
        "good-client-id",
        claims -> TestIssuer.good(without(claims, "aud").put("client_id", "reports")));
    ok(
        cases,
        "good-aud-list",
        claims -> {
          claims.putArray("aud").add("other").add("reports");
          return TestIssuer.good(claims);
        });
    ok(
        cases,
        "good-scp-list",
        claims -> {
          without(claims, "scope").putArray("scp").add("reports.write");
          return TestIssuer.good(claims);
        });
    ok(
        cases,
        "good-access-token-type",
        claims -> raw("{\"alg\":\"RS256\",\"kid\":\"first\",\"typ\":\"at+jwt\"}", claims));
    ok(cases, "good-without-type", claims -> raw("{\"alg\":\"RS256\",\"kid\":\"first\"}", claims));
  }

  private static void signatures(Map<String, Case> cases) {
    bad(
        cases,
        "alg-none",
        claims ->
            raw("{\"alg\":\"none\",\"kid\":\"first\"}", claims).replaceFirst("\\.[^.]*$", "."));
    bad(
        cases,
        "alg-None-cased",
        claims ->
            raw("{\"alg\":\"NonE\",\"kid\":\"first\"}", claims).replaceFirst("\\.[^.]*$", "."));
    bad(
        cases,
        "alg-hs256-with-public-key",
        claims -> {
          var key = new OctetSequenceKey.Builder(publicKey()).build();
          return TestIssuer.sign(
              TestIssuer.header(JWSAlgorithm.HS256, "first").build(), JsonText.write(claims), key);
        });
    bad(
        cases,
        "alg-not-allowed",
        claims ->
            TestIssuer.sign(
                TestIssuer.header(JWSAlgorithm.PS256, "first").build(),
                JsonText.write(claims),
                TestIssuer.KEY));
    bad(
        cases,
        "signature-stripped",
        claims -> TestIssuer.good(claims).replaceFirst("\\.[^.]*$", "."));
    bad(
        cases,
        "signature-of-other-token",
        claims -> {
          var other = TestIssuer.good(claims.deepCopy().put("sub", "eve"));
          var token = TestIssuer.good(claims);
          return token.substring(0, token.lastIndexOf('.'))
              + other.substring(other.lastIndexOf('.'));
        });
    bad(
        cases,
        "payload-changed",
        claims -> {
          var parts = TestIssuer.good(claims).split("\\.", -1);
          return parts[0]
              + "."
              + encoded(JsonText.write(claims.put("sub", "eve")))
              + "."
              + parts[2];
        });
    cases.put(
        "rsa-1024",
        new Case(
            401,
            "invalid_token",
            (issuer, claims) -> {
              var weak = TestIssuer.rsa("weak", 1024);
              issuer.publish(TestIssuer.KEY, weak);
              return TestIssuer.sign(
                  TestIssuer.header(JWSAlgorithm.RS256, "weak").build(),
                  JsonText.write(claims),
                  weak);
            }));
    cases.put(
        "psychic-signature",
        new Case(
            401,
            "invalid_token",
            (_, claims) ->
                encoded("{\"alg\":\"ES256\",\"kid\":\"first\"}")
                    + "."
                    + encoded(JsonText.write(claims))
                    + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64])));
  }

  private static byte[] publicKey() {
    try {
      return TestIssuer.KEY.toPublicKey().getEncoded();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Signed by somebody else, who offers their key in every way there is. */
  private static String foreign(String more, ObjectNode claims) {
    var key = TestIssuer.rsa("theirs", 2048);
    var header =
        "{\"alg\":\"RS256\",\"kid\":\"theirs\","
            + more.replace("KEY", key.toPublicJWK().toJSONString())
            + "}";
    try {
      return TestIssuer.sign(
          com.nimbusds.jose.JWSHeader.parse(header), JsonText.write(claims), key);
    } catch (java.text.ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void headers(Map<String, Case> cases) {
    bad(cases, "jku-header", claims -> foreign("\"jku\":\"http://127.0.0.1:1/keys\"", claims));
    bad(cases, "x5u-header", claims -> foreign("\"x5u\":\"http://127.0.0.1:1/cert\"", claims));
    bad(cases, "jwk-header", claims -> foreign("\"jwk\":KEY", claims));
    bad(cases, "x5c-header", claims -> withHeader("\"x5c\":[\"AAAA\"],\"kid\":\"other\"", claims));
    bad(cases, "crit-unknown", claims -> withHeader("\"crit\":[\"x\"],\"x\":1", claims));
    bad(cases, "zip-def", claims -> withHeader("\"zip\":\"DEF\"", claims));
    bad(cases, "kid-missing", claims -> raw("{\"alg\":\"RS256\"}", claims));
    bad(cases, "kid-unknown", claims -> raw("{\"alg\":\"RS256\",\"kid\":\"unknown\"}", claims));
    bad(
        cases,
        "kid-path",
        claims -> raw("{\"alg\":\"RS256\",\"kid\":\"../../../../dev/null\"}", claims));
    bad(cases, "kid-sql", claims -> raw("{\"alg\":\"RS256\",\"kid\":\"' OR 1=1 --\"}", claims));
    bad(
        cases,
        "kid-long",
        claims -> raw("{\"alg\":\"RS256\",\"kid\":\"" + "k".repeat(8192) + "\"}", claims));
    bad(
        cases,
        "type-of-other",
        claims -> raw("{\"alg\":\"RS256\",\"kid\":\"first\",\"typ\":\"logout+jwt\"}", claims));
    bad(
        cases,
        "unicode-header",
        claims -> raw("{\"alg\":\"n\\u006fne\",\"kid\":\"first\",\"typ\":\"J\\u0057T\"}", claims));
  }

  private static void claims(Map<String, Case> cases) {
    bad(
        cases,
        "iss-unknown",
        claims -> TestIssuer.good(claims.put("iss", "http://127.0.0.1:1/somebody")));
    bad(
        cases,
        "iss-prefix",
        claims -> TestIssuer.good(claims.put("iss", claims.path("iss").asString() + "/evil")));
    bad(
        cases,
        "iss-trailing-slash",
        claims -> TestIssuer.good(claims.put("iss", claims.path("iss").asString() + "/")));
    bad(cases, "iss-missing", claims -> TestIssuer.good(without(claims, "iss")));
    bad(cases, "iss-number", claims -> TestIssuer.good(claims.put("iss", 42)));
    bad(cases, "aud-wrong", claims -> TestIssuer.good(claims.put("aud", "other")));
    bad(cases, "aud-missing", claims -> TestIssuer.good(without(claims, "aud")));
    bad(
        cases,
        "aud-wrong-client-id-right",
        claims -> TestIssuer.good(claims.put("aud", "other").put("client_id", "reports")));
    bad(cases, "aud-prefix", claims -> TestIssuer.good(claims.put("aud", "reportsx")));
  }

  private static void times(Map<String, Case> cases) {
    bad(cases, "expired", claims -> TestIssuer.good(claims.put("exp", now() - 62)));
    ok(cases, "expired-within-skew", claims -> TestIssuer.good(claims.put("exp", now() - 30)));
    bad(cases, "exp-missing", claims -> TestIssuer.good(without(claims, "exp")));
    bad(cases, "exp-string", claims -> TestIssuer.good(claims.put("exp", "9999999999")));
    bad(cases, "exp-huge", claims -> TestIssuer.good(claims.put("exp", new BigDecimal("1e30"))));
    bad(cases, "exp-negative", claims -> TestIssuer.good(claims.put("exp", -1)));
    bad(cases, "nbf-future", claims -> TestIssuer.good(claims.put("nbf", now() + 3600)));
    bad(cases, "iat-future", claims -> TestIssuer.good(claims.put("iat", now() + 3600)));
  }

  private static void scopes(Map<String, Case> cases) {
    noScope(cases, "scope-missing", claims -> without(claims, "scope"));
    noScope(cases, "scope-other", claims -> claims.put("scope", "other"));
    noScope(cases, "scope-prefix", claims -> claims.put("scope", "reports.write2"));
    noScope(cases, "scope-case", claims -> claims.put("scope", "Reports.Write"));
    noScope(
        cases,
        "scope-array-in-scope",
        claims -> {
          claims.putArray("scope").addArray().add("reports.write");
          return claims;
        });
    noScope(cases, "id-token", claims -> without(claims, "scope").put("nonce", "n"));
  }

  private static void texts(Map<String, Case> cases) {
    bad(cases, "not-a-jwt", _ -> "abc");
    bad(cases, "empty-bearer", _ -> "");
    bad(
        cases,
        "nested-claims",
        claims -> {
          var text = JsonText.write(claims).replaceFirst("\\}$", "");
          return TestIssuer.signedRaw(
              HEADER, text + ",\"deep\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}");
        });
    bad(
        cases,
        "dup-claims",
        claims ->
            TestIssuer.signedRaw(
                HEADER, JsonText.write(claims).replaceFirst("\\{", "{\"sub\":\"eve\",")));
    bad(cases, "jwe", claims -> TestIssuer.good(claims) + ".AAAA.AAAA");
    bad(cases, "b64-padding", claims -> TestIssuer.good(claims).replace(".", "=."));
    bad(cases, "b64-newline", claims -> TestIssuer.good(claims).replaceFirst("\\.", "\n."));
    bad(
        cases,
        "not-utf-8",
        claims -> TestIssuer.good(claims).replaceFirst("\\.[^.]*\\.", ".gICA."));
  }

  @TestFactory
  Stream<DynamicTest> tokens() {
    return CASES.entrySet().stream()
        .map(each ->
            DynamicTest.dynamicTest(
                each.getKey(),
                () -> {
                  try (var own = TestIssuer.start();
                      var fresh = new JwtVerifiers(Clock.systemUTC())) {
                    var token = each.getValue().token().apply(own, own.claims(now()));
                    var answer = answer(fresh, bearer("Bearer " + token), own.jwt());
                    assertThat(answer)
                        .isEqualTo(new Answer(each.getValue().status(), each.getValue().error()));
                  }
                }));
  }

  /** What a client is told: the status, and the error of WWW-Authenticate. */
  private record Answer(int status, String error) {}

  private static IncomingRequest bearer(String... authorizations) {
    return request("", Map.of("Authorization", List.of(authorizations)));
  }

  private static IncomingRequest request(String query, Map<String, List<String>> headers) {
    return new IncomingRequest("GET", "/", query, headers, "", false, "");
  }

  private static Answer answer(
      JwtVerifiers verifiers, IncomingRequest request, JwtIssuer... issuers) {
    return verifiers
        .authorize(request, List.of(issuers), SCOPES)
        .map(_ -> new Answer(200, ""))
        .onErrorResume(
            TokenRefused.class,
            refused -> {
              var answer = refused.answer();
              var header = answer.headers().getOrDefault("WWW-Authenticate", "");
              var error = header.replaceFirst("^.* error=\"", "").replaceFirst("\".*$", "");
              return Mono.just(new Answer(answer.status(), header.contains("error=") ? error : ""));
            })
        .toFuture()
        .join();
  }

  private Answer answer(String token) {
    return answer(verifiers, bearer("Bearer " + token), issuer.jwt());
  }

  private String good() {
    return TestIssuer.good(issuer.claims(now()));
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
      var token = TestIssuer.good(second.claims(now()));
      assertThat(answer(verifiers, bearer("Bearer " + token), issuer.jwt(), second.jwt()).status())
          .isEqualTo(200);
      assertThat(issuer.keyFetches()).isZero();
    }
  }

  @Test
  void aNewKeyIsFetchedOnce() {
    assertThat(answer(good()).status()).isEqualTo(200);
    var second = TestIssuer.rsa("second", 2048);
    issuer.publish(TestIssuer.KEY, second);
    var token =
        TestIssuer.sign(
            TestIssuer.header(JWSAlgorithm.RS256, "second").build(),
            JsonText.write(issuer.claims(now())),
            second);
    assertThat(answer(token).status()).isEqualTo(200);
    assertThat(answer(token).status()).isEqualTo(200);
    assertThat(issuer.keyFetches()).isEqualTo(2);
  }

  @Test
  void aFloodOfUnknownKeysDoesNotReachTheIssuer() {
    assertThat(answer(good()).status()).isEqualTo(200);
    var claims = issuer.claims(now());
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

  @Test
  void otherAlgorithmsAreTakenWhereTheyAreAllowed() throws Exception {
    var key = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    issuer.publish(key);
    var token =
        TestIssuer.sign(
            TestIssuer.header(JWSAlgorithm.ES256, "ec").build(),
            JsonText.write(issuer.claims(now())),
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

  private JwtIssuer with(Set<String> algorithms, @Nullable URI keys) {
    return new JwtIssuer(
        issuer.name(), Set.of("reports"), keys, algorithms, JwtIssuer.Timing.USUAL);
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

  private void awaitStatus(JwtIssuer at, String token, int status) throws InterruptedException {
    var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (answer(verifiers, bearer("Bearer " + token), at).status() != status) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      java.util.concurrent.TimeUnit.MILLISECONDS.sleep(20);
    }
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
      var quick = bearer("Bearer " + TestIssuer.good(second.claims(now())));
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
        new com.nimbusds.jose.jwk.JWKSet(List.of(TestIssuer.KEY, TestIssuer.rsa("first", 2048)))
            .toString(true));
    assertThat(answer(good())).isEqualTo(new Answer(401, "invalid_token"));
  }
}
