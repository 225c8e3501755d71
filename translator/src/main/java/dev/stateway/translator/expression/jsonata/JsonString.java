package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.Utils.JList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Casts a value to a string: JSON, but a string is itself and a function is empty.
 *
 * @see <a href="https://docs.jsonata.org/string-functions#string">$string()</a>
 */
final class JsonString {
  private final StringBuilder text = new StringBuilder();
  private final boolean pretty;

  private JsonString(boolean pretty) {
    this.pretty = pretty;
  }

  /** The JSON text of a value. */
  static String of(@Nullable Object value) {
    var writer = new JsonString(false);
    writer.write(value, "\n");
    return writer.text.toString();
  }

  static String cast(Object value, boolean pretty) {
    if (value instanceof String text) {
      return text;
    }
    if (Values.isFunction(value)) {
      return "";
    }
    var writer = new JsonString(pretty);
    writer.write(
        value instanceof JList<?> list && list.outerWrapper ? list.getFirst() : value, "\n");
    return writer.text.toString();
  }

  private void write(@Nullable Object value, String newLine) {
    Memory.checkLength(text.length());
    switch (value) {
      case String string -> quote(string);
      // The library's tokens of one letter.
      case Character character -> quote(character.toString());
      case Number number -> text.append(Numbers.text(number));
      case Boolean flag -> text.append(flag.booleanValue());
      case Map<?, ?> map ->
          members('{', '}', map.entrySet(), entry -> member(entry, newLine), newLine);
      case List<?> list -> members('[', ']', list, item -> write(item, newLine + "  "), newLine);
      case null, default -> text.append(Values.isFunction(value) ? "\"\"" : "null");
    }
  }

  private <T> void members(
      char open, char close, Iterable<T> members, Consumer<T> writer, String newLine) {
    text.append(open);
    var first = true;
    for (var member : members) {
      text.append(first ? "" : ",").append(pretty ? newLine + "  " : "");
      writer.accept(member);
      first = false;
    }
    text.append(pretty && !first ? newLine : "").append(close);
  }

  private void member(Map.Entry<?, ?> entry, String newLine) {
    quote((String) entry.getKey());
    text.append(pretty ? ": " : ":");
    write(entry.getValue(), newLine + "  ");
  }

  private void quote(String string) {
    text.append('"');
    for (var at = 0; at < string.length(); at++) {
      var character = string.charAt(at);
      switch (character) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default ->
            text.append(
                character < ' ' ? "\\u%04x".formatted((int) character) : String.valueOf(character));
      }
    }
    text.append('"');
  }
}
