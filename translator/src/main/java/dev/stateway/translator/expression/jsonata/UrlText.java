package dev.stateway.translator.expression.jsonata;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding of URLs and their components, as browsers do it. */
final class UrlText {
  /** What is left alone in a whole URL. */
  static final String RESERVED = ";,/?:@&=+$#";

  private static final String UNRESERVED = "-_.!~*'()";

  private UrlText() {}

  static String encode(String function, String text, String alsoKept) {
    var result = new StringBuilder();
    for (var octet : bytes(function, text)) {
      var character = (char) (octet & 0xFF);
      if (character < 128
          && (Character.isLetterOrDigit(character)
              || (UNRESERVED + alsoKept).indexOf(character) >= 0)) {
        result.append(character);
      } else {
        result.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
      }
    }
    return result.toString();
  }

  static String decode(String function, String text, String keptEncoded) {
    var result = new StringBuilder();
    var octets = ByteBuffer.allocate(text.length());
    for (var at = 0; at < text.length(); at++) {
      if (text.charAt(at) != '%') {
        result.append(decoded(function, text, octets)).append(text.charAt(at));
        continue;
      }
      var octet = octet(function, text, at);
      if (octet < 128 && keptEncoded.indexOf(octet) >= 0) {
        result.append(decoded(function, text, octets)).append(text, at, at + 3);
      } else {
        octets.put((byte) octet);
      }
      at += 2;
    }
    return result.append(decoded(function, text, octets)).toString();
  }

  private static byte[] bytes(String function, String text) {
    try {
      var encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      var bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw JsonataError.coded("D3140", function, text);
    }
  }

  private static int octet(String function, String text, int at) {
    if (at + 3 > text.length()
        || !HexFormat.isHexDigit(text.charAt(at + 1))
        || !HexFormat.isHexDigit(text.charAt(at + 2))) {
      throw JsonataError.coded("D3140", function, text);
    }
    return HexFormat.fromHexDigits(text, at + 1, at + 3);
  }

  private static CharSequence decoded(String function, String text, ByteBuffer octets) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(octets.flip());
    } catch (CharacterCodingException e) {
      throw JsonataError.coded("D3140", function, text);
    } finally {
      octets.clear();
    }
  }
}
