package dev.stateway.api.auth.jwt;

import static dev.stateway.api.auth.jwt.TokenCase.bad;
import static dev.stateway.api.auth.jwt.TokenCase.noScope;
import static dev.stateway.api.auth.jwt.TokenCase.now;
import static dev.stateway.api.auth.jwt.TokenCase.ok;
import static dev.stateway.api.auth.jwt.TokenCase.raw;
import static dev.stateway.api.auth.jwt.TokenCase.without;

import java.math.BigDecimal;
import java.util.Map;

/** Tokens that their issuer has signed, with good claims and bad ones. */
final class ClaimCases {
  private ClaimCases() {}

  static void add(Map<String, TokenCase> cases) {
    good(cases);
    claims(cases);
    times(cases);
    scopes(cases);
  }

  private static void good(Map<String, TokenCase> cases) {
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

  private static void claims(Map<String, TokenCase> cases) {
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

  private static void times(Map<String, TokenCase> cases) {
    bad(cases, "expired", claims -> TestIssuer.good(claims.put("exp", now() - 62)));
    ok(cases, "expired-within-skew", claims -> TestIssuer.good(claims.put("exp", now() - 30)));
    bad(cases, "exp-missing", claims -> TestIssuer.good(without(claims, "exp")));
    bad(cases, "exp-string", claims -> TestIssuer.good(claims.put("exp", "9999999999")));
    bad(cases, "exp-huge", claims -> TestIssuer.good(claims.put("exp", new BigDecimal("1e30"))));
    bad(cases, "exp-negative", claims -> TestIssuer.good(claims.put("exp", -1)));
    bad(cases, "nbf-future", claims -> TestIssuer.good(claims.put("nbf", now() + 3600)));
    bad(cases, "iat-future", claims -> TestIssuer.good(claims.put("iat", now() + 3600)));
  }

  private static void scopes(Map<String, TokenCase> cases) {
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
}
