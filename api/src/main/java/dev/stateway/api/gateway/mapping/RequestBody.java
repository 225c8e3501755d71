package dev.stateway.api.gateway.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The bytes of a request's or an answer's body, and the text they are if they are UTF-8. */
public final class RequestBody {
  /** No body. */
  public static final RequestBody EMPTY = new RequestBody(new byte[0]);

  private final byte[] bytes;

  private RequestBody(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Of these bytes, which are not changed any more. */
  public static RequestBody of(byte[] bytes) {
    return new RequestBody(bytes);
  }

  /** Of this text. */
  public static RequestBody of(String text) {
    return new RequestBody(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes themselves: not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return bytes.length;
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** The text; empty if the bytes are not UTF-8. */
  public Optional<String> text() {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  /** The first of its bytes as text; what is cut in the middle of a character becomes U+FFFD. */
  String beginning(int most) {
    return new String(bytes, 0, Math.min(most, bytes.length), StandardCharsets.UTF_8);
  }
}
