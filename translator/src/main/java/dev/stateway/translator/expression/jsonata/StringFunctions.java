package dev.stateway.translator.expression.jsonata;

import dev.stateway.translator.expression.jsonata.Builtin.Arguments;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The string functions.
 *
 * @see <a href="https://docs.jsonata.org/string-functions">String functions</a>
 */
final class StringFunctions {
  static final List<Builtin> ALL =
      List.of(
          Builtin.unary(
              "string",
              "<x-b?:s>",
              a -> a.has(0) ? JsonString.cast(a.get(0), Boolean.TRUE.equals(a.optional(1))) : null),
          Builtin.defined("length", "<s-:n>", a -> a.text(0).codePointCount(0, a.text(0).length())),
          Builtin.defined("substring", "<s-nn?:s>", StringFunctions::substring),
          Builtin.defined(
              "substringBefore",
              "<s-s:s>",
              a -> a.has(1) ? before(a.text(0), a.text(1)) : a.text(0)),
          Builtin.defined(
              "substringAfter", "<s-s:s>", a -> a.has(1) ? after(a.text(0), a.text(1)) : a.text(0)),
          Builtin.defined("lowercase", "<s-:s>", a -> a.text(0).toLowerCase(Locale.ROOT)),
          Builtin.defined("uppercase", "<s-:s>", a -> a.text(0).toUpperCase(Locale.ROOT)),
          Builtin.defined("trim", "<s-:s>", a -> trim(a.text(0))),
          Builtin.defined("pad", "<s-ns?:s>", StringFunctions::pad),
          Builtin.defined("join", "<a<s>s?:s>", StringFunctions::join),
          Builtin.defined(
              "base64encode",
              "<s-:s>",
              a -> Base64.getEncoder().encodeToString(a.text(0).getBytes(StandardCharsets.UTF_8))),
          Builtin.defined(
              "base64decode",
              "<s-:s>",
              a -> new String(Base64.getMimeDecoder().decode(a.text(0)), StandardCharsets.UTF_8)),
          Builtin.defined(
              "encodeUrlComponent",
              "<s-:s>",
              a -> UrlText.encode("encodeUrlComponent", a.text(0), "")),
          Builtin.defined(
              "encodeUrl", "<s-:s>", a -> UrlText.encode("encodeUrl", a.text(0), UrlText.RESERVED)),
          Builtin.defined(
              "decodeUrlComponent",
              "<s-:s>",
              a -> UrlText.decode("decodeUrlComponent", a.text(0), "")),
          Builtin.defined(
              "decodeUrl",
              "<s-:s>",
              a -> UrlText.decode("decodeUrl", a.text(0), UrlText.RESERVED)));

  private StringFunctions() {}

  private static Object substring(Arguments arguments) {
    var characters = arguments.text(0).codePoints().toArray();
    var start = arguments.has(1) ? (int) arguments.number(1).doubleValue() : 0;
    if (characters.length + start < 0) {
      start = 0;
    }
    var from = Math.min(start < 0 ? characters.length + start : start, characters.length);
    double end = characters.length;
    if (arguments.has(2)) {
      var length = arguments.number(2).doubleValue();
      if (length <= 0) {
        return "";
      }
      end = Math.min(end, Math.floor(from + length));
    }
    return new String(characters, from, Math.max(0, (int) end - from));
  }

  private static String before(String text, String characters) {
    var at = text.indexOf(characters);
    return at < 0 ? text : text.substring(0, at);
  }

  private static String after(String text, String characters) {
    var at = text.indexOf(characters);
    return at < 0 ? text : text.substring(at + characters.length());
  }

  private static String trim(String text) {
    var words = text.replaceAll("[ \t\n\r]+", " ");
    var from = words.startsWith(" ") ? 1 : 0;
    var to = words.endsWith(" ") ? words.length() - 1 : words.length();
    return words.substring(from, Math.max(from, to));
  }

  private static Object pad(Arguments arguments) {
    var text = arguments.text(0);
    var width = arguments.has(1) ? arguments.number(1).doubleValue() : 0;
    var missing = Math.abs(width) - text.codePointCount(0, text.length());
    if (missing < 1) {
      return text;
    }
    Memory.checkLength((long) missing);
    var with =
        (arguments.has(2) && !arguments.text(2).isEmpty() ? arguments.text(2) : " ")
            .codePoints()
            .toArray();
    var padding = new StringBuilder();
    for (var count = 0; count < (int) missing; count++) {
      padding.appendCodePoint(with[count % with.length]);
    }
    return width > 0 ? text + padding : padding + text;
  }

  private static Object join(Arguments arguments) {
    var separator = arguments.has(1) ? arguments.text(1) : "";
    var parts = Values.list(arguments.get(0));
    Memory.checkLength(
        parts.stream()
            .mapToLong(part -> ((String) part).length() + (long) separator.length())
            .sum());
    return parts.stream().map(String.class::cast).collect(Collectors.joining(separator));
  }
}
