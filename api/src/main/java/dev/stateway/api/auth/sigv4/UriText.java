package dev.stateway.api.auth.sigv4;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Paths and queries in the form that is signed.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create
 *     a canonical request</a>
 */
final class UriText {
  private static final String UNRESERVED = "-_.~";
  private static final String HEX = "0123456789ABCDEF";
  private static final int HEX_BASE = 16;
  private static final int BYTE = 0xFF;

  private UriText() {}

  /** A parameter of a query, decoded. */
  record Parameter(String name, String value) {}

  /**
   * The path as S3 signs it, where every key is one of its own: encoded once, all segments kept.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">Canonical
   *     URI</a>
   */
  static String unnormalizedPath(String rawPath) {
    return Stream.of(rawPath.split("/", -1))
        .map(segment -> encode(decode(segment)))
        .collect(Collectors.joining("/"));
  }

  /** Dot segments and empty ones removed, then every segment encoded once more. */
  static String canonicalPath(String rawPath) {
    var kept = new ArrayDeque<String>();
    for (var segment : rawPath.split("/", -1)) {
      if (segment.equals("..")) {
        kept.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        kept.addLast(encode(segment));
      }
    }
    var trailing = rawPath.endsWith("/") && !kept.isEmpty() ? "/" : "";
    return "/" + String.join("/", kept) + trailing;
  }

  /** The parameters in the order in which they are written. */
  static List<Parameter> parameters(String rawQuery) {
    var parameters = new ArrayList<Parameter>();
    for (var part : rawQuery.split("&", -1)) {
      if (!part.isEmpty()) {
        var equals = part.indexOf('=');
        var name = equals < 0 ? part : part.substring(0, equals);
        var value = equals < 0 ? "" : part.substring(equals + 1);
        parameters.add(new Parameter(decode(name), decode(value)));
      }
    }
    return parameters;
  }

  /** Encoded strictly and sorted by name, then by value. */
  static String canonicalQuery(List<Parameter> parameters) {
    return parameters.stream()
        .map(parameter -> new Parameter(encode(parameter.name()), encode(parameter.value())))
        .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
        .map(parameter -> parameter.name() + "=" + parameter.value())
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    var encoded = new StringBuilder();
    for (var value : text.getBytes(StandardCharsets.UTF_8)) {
      var character = (char) (value & BYTE);
      if (isUnreserved(character)) {
        encoded.append(character);
      } else {
        encoded
            .append('%')
            .append(HEX.charAt(character / HEX_BASE))
            .append(HEX.charAt(character % HEX_BASE));
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(char character) {
    return (character >= 'A' && character <= 'Z')
        || (character >= 'a' && character <= 'z')
        || (character >= '0' && character <= '9')
        || UNRESERVED.indexOf(character) >= 0;
  }

  private static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    var decoded = new ByteArrayOutputStream();
    for (var i = 0; i < text.length(); i++) {
      var high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), HEX_BASE) : -1;
      var low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), HEX_BASE);
      if (text.charAt(i) == '%' && low >= 0) {
        decoded.write(high * HEX_BASE + low);
        i += 2;
      } else {
        decoded.writeBytes(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }
}
