package dev.stateway.api.auth.jwt;

import dev.stateway.translator.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * A token and what comes of it.
 *
 * @param status of the answer
 * @param error of {@code WWW-Authenticate}; empty for none
 * @param token made of an issuer and the claims of a good token of it
 */
record TokenCase(int status, String error, BiFunction<TestIssuer, ObjectNode, String> token) {
  static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"first\",\"typ\":\"JWT\"}";

  /** All that there are, by name. */
  static Map<String, TokenCase> all() {
    var cases = new LinkedHashMap<String, TokenCase>();
    ClaimCases.add(cases);
    ForgeryCases.add(cases);
    return cases;
  }

  static long now() {
    return Clock.systemUTC().instant().getEpochSecond();
  }

  static void ok(Map<String, TokenCase> cases, String name, Function<ObjectNode, String> token) {
    cases.put(name, new TokenCase(200, "", (_, claims) -> token.apply(claims)));
  }

  static void bad(Map<String, TokenCase> cases, String name, Function<ObjectNode, String> token) {
    cases.put(name, new TokenCase(401, "invalid_token", (_, claims) -> token.apply(claims)));
  }

  static void noScope(
      Map<String, TokenCase> cases, String name, Function<ObjectNode, ObjectNode> change) {
    cases.put(
        name,
        new TokenCase(
            403, "insufficient_scope", (_, claims) -> TestIssuer.good(change.apply(claims))));
  }

  static String raw(String header, ObjectNode claims) {
    return TestIssuer.signedRaw(header, JsonText.write(claims));
  }

  static ObjectNode without(ObjectNode claims, String... names) {
    claims.remove(List.of(names));
    return claims;
  }

  static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
