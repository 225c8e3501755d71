package dev.stateway.api.auth.jwt;

import dev.stateway.translator.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The text of a token, taken apart strictly: one encoding of each, no member twice.
 *
 * @param header the JOSE header
 * @param claims the payload
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725">RFC 8725, JWT best practices</a>
 */
record TokenText(JsonNode header, JsonNode claims) {
  private static final JsonMapper STRICT =
      JsonText.MAPPER.rebuild().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_-]+");
  private static final int PARTS = 3;
  private static final int LONGEST_KEY_ID = 256;
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  /**
   * Takes a token apart.
   *
   * @throws TokenRefused invalid_token
   */
  static TokenText read(String token) {
    var parts = token.split("\\.", -1);
    if (parts.length != PARTS) {
      throw TokenRefused.invalid("the token is not a JWT");
    }
    decode(parts[2]);
    var text = new TokenText(object(decode(parts[0])), object(decode(parts[1])));
    text.checkHeader();
    return text;
  }

  private static byte[] decode(String segment) {
    if (!SEGMENT.matcher(segment).matches()) {
      throw TokenRefused.invalid("the token is not base64url");
    }
    try {
      var bytes = Base64.getUrlDecoder().decode(segment);
      if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(segment)) {
        return bytes;
      }
    } catch (IllegalArgumentException _) {
      // Told below.
    }
    throw TokenRefused.invalid("the token is not base64url");
  }

  private static JsonNode object(byte[] bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      var tree = STRICT.readTree(text);
      if (tree.isObject()) {
        return tree;
      }
    } catch (CharacterCodingException | JacksonException _) {
      // Told below.
    }
    throw TokenRefused.invalid("the token is not JSON");
  }

  private void checkHeader() {
    var type = header.path("typ");
    if (!type.isMissingNode() && !TYPES.contains(type.asString("").toLowerCase(Locale.ROOT))) {
      throw TokenRefused.invalid("the token is of another type");
    }
    if (header.has("crit") || header.has("zip") || header.has("b64")) {
      throw TokenRefused.invalid("the token has critical extensions");
    }
    var keyId = header.path("kid").asString("");
    if (keyId.isEmpty() || keyId.length() > LONGEST_KEY_ID || !header.path("kid").isString()) {
      throw TokenRefused.invalid("the token does not name its key");
    }
  }

  String algorithm() {
    return header.path("alg").asString("");
  }

  String keyId() {
    return header.path("kid").asString("");
  }
}
