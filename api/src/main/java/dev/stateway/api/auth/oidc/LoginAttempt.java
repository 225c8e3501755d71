package dev.stateway.api.auth.oidc;

import dev.stateway.translator.JsonText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A login that has begun, which the browser holds, sealed, until the issuer sends it back.
 *
 * @param issuer who was asked
 * @param state what the answer must repeat
 * @param nonce what the ID token must repeat
 * @param codeVerifier what proves to the issuer that the code is redeemed by who asked for it
 * @param next where to go on
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7636">RFC 7636, PKCE</a>
 */
public record LoginAttempt(
    String issuer, String state, String nonce, String codeVerifier, String next) {
  /** As JSON. */
  public ObjectNode toJson() {
    return JsonText.MAPPER
        .createObjectNode()
        .put("issuer", issuer)
        .put("state", state)
        .put("nonce", nonce)
        .put("verifier", codeVerifier)
        .put("next", next);
  }

  /** Of its JSON. */
  public static LoginAttempt of(JsonNode json) {
    return new LoginAttempt(
        json.path("issuer").asString(),
        json.path("state").asString(),
        json.path("nonce").asString(),
        json.path("verifier").asString(),
        json.path("next").asString());
  }
}
