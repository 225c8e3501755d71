package dev.stateway.activities.token;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskTokenContent;
import dev.stateway.workflows.task.TaskTokens;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import tools.jackson.databind.JsonNode;

/**
 * Task tokens under authenticated encryption: they cannot be guessed, read or forged, and need no
 * store.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html">SendTaskSuccess</a>
 */
public final class SealedTaskTokens implements TaskTokens {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  // A token of AWS's size limit is longer than any of ours; nothing longer is decoded.
  private static final int MAX_LENGTH = 2048;

  private final SecretKey key;
  private final SecureRandom random = new SecureRandom();

  public SealedTaskTokens(SecretKey key) {
    this.key = key;
  }

  @Override
  public String seal(TaskTokenContent content) {
    var parts =
        JsonText.MAPPER
            .createArrayNode()
            .add(content.namespace())
            .add(content.workflowId())
            .add(content.runId())
            .add(content.activityId());
    var text = JsonText.write(parts).getBytes(StandardCharsets.UTF_8);
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var sealed = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(text);
      var token = ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length);
      token.put(VERSION).put(nonce).put(sealed);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every Java runtime", e);
    }
  }

  /**
   * What a token stands for.
   *
   * @throws InvalidTaskTokenException it is not one that {@link #seal} made under this key
   */
  public TaskTokenContent open(String token) throws InvalidTaskTokenException {
    var bytes = decoded(token);
    if (bytes.length < 1 + NONCE_BYTES + TAG_BITS / Byte.SIZE || bytes[0] != VERSION) {
      throw new InvalidTaskTokenException();
    }
    var nonce = new byte[NONCE_BYTES];
    System.arraycopy(bytes, 1, nonce, 0, NONCE_BYTES);
    var start = 1 + NONCE_BYTES;
    try {
      var text = cipher(Cipher.DECRYPT_MODE, nonce).doFinal(bytes, start, bytes.length - start);
      return content(JsonText.parse(new String(text, StandardCharsets.UTF_8)));
    } catch (AEADBadTagException _) {
      throw new InvalidTaskTokenException();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every Java runtime", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    var cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(new byte[] {VERSION});
    return cipher;
  }

  private static byte[] decoded(String token) throws InvalidTaskTokenException {
    if (token.length() > MAX_LENGTH) {
      throw new InvalidTaskTokenException();
    }
    try {
      return Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException _) {
      throw new InvalidTaskTokenException();
    }
  }

  private static TaskTokenContent content(JsonNode parts) {
    return new TaskTokenContent(
        parts.path(0).stringValue(),
        parts.path(1).stringValue(),
        parts.path(2).stringValue(),
        parts.path(3).stringValue());
  }
}
