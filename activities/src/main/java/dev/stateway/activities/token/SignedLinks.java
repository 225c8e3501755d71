package dev.stateway.activities.token;

import dev.stateway.translator.JsonText;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Links that let their holder do one thing, until a time: signed by HMAC-SHA-256, so that nobody
 * can make one up.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2104">HMAC</a>
 */
public final class SignedLinks {
  private static final String MAC = "HmacSHA256";
  // The token of a task is up to 1,024 characters of it.
  private static final int LONGEST = 8_192;

  private final SecretKeySpec key;
  private final Clock clock;

  /** Under a key of their own. */
  public SignedLinks(SecretKey serverKey, Clock clock) {
    this.clock = clock;
    var derived = mac(new SecretKeySpec(serverKey.getEncoded(), MAC), "signed links");
    this.key = new SecretKeySpec(derived, MAC);
  }

  /** What a link is good for. */
  public enum Purpose {
    /** To decide on an approval. */
    APPROVAL,
    /** To answer a task that waits for its token. */
    TASK
  }

  /**
   * What of a link's address says what its holder may do.
   *
   * @param content JSON, which whoever holds the link can read
   */
  public String sign(Purpose purpose, Instant until, JsonNode content) {
    var all =
        JsonText.MAPPER
            .createArrayNode()
            .add(purpose.name())
            .add(until.getEpochSecond())
            .add(content);
    var text = encoded(JsonText.write(all).getBytes(StandardCharsets.UTF_8));
    return text + "." + encoded(mac(key, text));
  }

  /** The content of a link that is good for this; empty for any other, and when its time is up. */
  public Optional<JsonNode> open(Purpose purpose, String link) {
    var dot = link.indexOf('.');
    if (dot < 0 || link.length() > LONGEST) {
      return Optional.empty();
    }
    var text = link.substring(0, dot);
    var signature = encoded(mac(key, text)).getBytes(StandardCharsets.US_ASCII);
    var given = link.substring(dot + 1).getBytes(StandardCharsets.US_ASCII);
    if (!MessageDigest.isEqual(signature, given)) {
      return Optional.empty();
    }
    return content(text)
        .filter(all -> all.path(0).asString("").equals(purpose.name()))
        .filter(all -> all.path(1).asLong(0) > clock.instant().getEpochSecond())
        .map(all -> all.path(2));
  }

  private static Optional<JsonNode> content(String text) {
    try {
      var bytes = Base64.getUrlDecoder().decode(text);
      return Optional.of(JsonText.parse(new String(bytes, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException | JacksonException _) {
      return Optional.empty();
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] mac(SecretKeySpec key, String text) {
    try {
      var mac = Mac.getInstance(MAC);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is part of every Java runtime", e);
    }
  }
}
