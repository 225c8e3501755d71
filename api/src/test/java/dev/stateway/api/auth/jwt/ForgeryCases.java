package dev.stateway.api.auth.jwt;

import static dev.stateway.api.auth.jwt.TokenCase.HEADER;
import static dev.stateway.api.auth.jwt.TokenCase.bad;
import static dev.stateway.api.auth.jwt.TokenCase.encoded;
import static dev.stateway.api.auth.jwt.TokenCase.raw;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import dev.stateway.translator.JsonText;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Tokens that somebody has forged, or written as none is written. */
final class ForgeryCases {
  private ForgeryCases() {}

  static void add(Map<String, TokenCase> cases) {
    signatures(cases);
    headers(cases);
    texts(cases);
  }

  private static void signatures(Map<String, TokenCase> cases) {
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
        new TokenCase(
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
        new TokenCase(
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
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signed by somebody else, who offers their key in every way there is. */
  private static String foreign(String more, ObjectNode claims) {
    var key = TestIssuer.rsa("theirs", 2048);
    var header =
        "{\"alg\":\"RS256\",\"kid\":\"theirs\","
            + more.replace("KEY", key.toPublicJWK().toJSONString())
            + "}";
    try {
      return TestIssuer.sign(JWSHeader.parse(header), JsonText.write(claims), key);
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String withHeader(String more, ObjectNode claims) {
    return raw(HEADER.replace("}", "," + more + "}"), claims);
  }

  private static void headers(Map<String, TokenCase> cases) {
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

  private static void texts(Map<String, TokenCase> cases) {
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
}
