package dev.stateway.api.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.stateway.api.testing.SharedVectors;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.text.ParseException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Signatures of project Wycheproof: what is invalid is refused, what is valid is taken unless it is
 * of a kind that is refused on purpose.
 *
 * @see <a href="https://github.com/C2SP/wycheproof">Wycheproof</a>
 */
class WycheproofTest {
  @TestFactory
  Stream<DynamicTest> signatures() throws IOException {
    return cases("jwt/wycheproof-json_web_signature_test.json");
  }

  @TestFactory
  Stream<DynamicTest> keys() throws IOException {
    return cases("jwt/wycheproof-json_web_key_test.json");
  }

  private static Stream<DynamicTest> cases(String file) throws IOException {
    return SharedVectors.read(file)
        .path("testGroups")
        .valueStream()
        .flatMap(group ->
            group
                .path("tests")
                .valueStream()
                .map(test ->
                    DynamicTest.dynamicTest(
                        test.path("tcId") + " " + test.path("comment").asString(),
                        () -> check(group, test))));
  }

  private static void check(JsonNode group, JsonNode test) {
    var key = group.path("public").isMissingNode() ? group.path("private") : group.path("public");
    var jws = test.path("jws").asString();
    var taken = verifies(jws, key);
    if (test.path("result").asString().equals("invalid")) {
      assertThat(taken).isFalse();
    } else if (!taken) {
      assertThat(refusedOnPurpose(jws, key)).isTrue();
    }
  }

  private static boolean verifies(String jws, JsonNode key) {
    try {
      var header = header(jws);
      var algorithm = header.path("alg").asString("");
      if (!JwtIssuer.ALGORITHMS.contains(algorithm) || header.has("crit") || header.has("b64")) {
        return false;
      }
      TokenSignature.verify(jws, algorithm, keys(key, header.path("kid")));
      return true;
    } catch (TokenRefused _) {
      return false;
    }
  }

  private static JsonNode header(String jws) {
    try {
      var text =
          new String(
              java.util.Base64.getUrlDecoder().decode(jws.split("\\.", -1)[0]),
              java.nio.charset.StandardCharsets.UTF_8);
      return JsonText.parse(text);
    } catch (IllegalArgumentException | tools.jackson.core.JacksonException _) {
      throw TokenRefused.invalid("no header");
    }
  }

  private static List<JWK> keys(JsonNode key, JsonNode keyId) {
    try {
      if (!key.has("keys")) {
        return List.of(JWK.parse(JsonText.write(key)));
      }
      return JWKSet.parse(JsonText.write(key)).getKeys().stream()
          .filter(each -> keyId.asString("").equals(each.getKeyID()))
          .toList();
    } catch (ParseException _) {
      throw TokenRefused.invalid("no key");
    }
  }

  /** Secrets that both sides know; keys that say they are for another algorithm than is used. */
  private static boolean refusedOnPurpose(String jws, JsonNode key) {
    return isSecret(key)
        || !header(jws).path("alg").asString("").equals(key.path("alg").asString(""));
  }

  private static boolean isSecret(JsonNode key) {
    var first = key.has("keys") ? key.path("keys").path(0) : key;
    return first.path("kty").asString("").equals("oct");
  }
}
