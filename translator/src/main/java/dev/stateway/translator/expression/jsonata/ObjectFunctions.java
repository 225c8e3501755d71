package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import dev.stateway.translator.expression.jsonata.Builtin.Arguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions of objects, and those of any value.
 *
 * @see <a href="https://docs.jsonata.org/object-functions">Object functions</a>
 * @see <a href="https://docs.jsonata.org/boolean-functions">Boolean functions</a>
 */
final class ObjectFunctions {
  static final List<Builtin> ALL =
      List.of(
          Builtin.defined("keys", "<x-:a<s>>", a -> Functions.keys(a.get(0))),
          Builtin.defined(
              "lookup", "<x-s:x>", a -> a.has(1) ? Functions.lookup(a.get(0), a.text(1)) : null),
          Builtin.defined("spread", "<x-:a<o>>", a -> spread(a.get(0))),
          Builtin.defined("merge", "<a<o>:o>", ObjectFunctions::merge),
          Builtin.defined("sift", "<o-f?:o>", ObjectFunctions::sift),
          Builtin.defined("each", "<o-f:a>", ObjectFunctions::each),
          Builtin.defined("clone", "<(oa)-:o>", a -> a.get(0)),
          Builtin.defined("type", "<x:s>", a -> type(a.get(0))),
          Builtin.defined("boolean", "<x-:b>", a -> Values.isTrue(a.get(0))),
          Builtin.defined("not", "<x-:b>", a -> !Values.isTrue(a.get(0))),
          Builtin.of("exists", "<x:b>", a -> a.has(0)),
          Builtin.of(
              "error",
              "<s?:x>",
              a -> fail("D3137", a.has(0) ? a.text(0) : "$error() function evaluated")),
          Builtin.of("assert", "<bs?:x>", ObjectFunctions::check));

  private ObjectFunctions() {}

  private static Object spread(Object value) {
    var result = Values.sequence();
    if (value instanceof List<?> list) {
      for (var item : list) {
        var spread = spread(item);
        if (spread instanceof List<?> parts) {
          result.addAll(parts);
        } else {
          result.add(spread);
        }
      }
    } else if (value instanceof Map<?, ?> map) {
      for (var entry : map.entrySet()) {
        var single = new LinkedHashMap<Object, Object>();
        single.put(entry.getKey(), entry.getValue());
        result.add(single);
      }
    } else {
      return value;
    }
    return result;
  }

  private static Object merge(Arguments arguments) {
    var merged = new LinkedHashMap<String, Object>();
    Values.list(arguments.get(0)).forEach(part -> merged.putAll(Values.object(part)));
    return merged;
  }

  private static @Nullable Object sift(Arguments arguments) {
    var object = Values.object(arguments.get(0));
    var passed = new LinkedHashMap<String, Object>();
    for (var entry : object.entrySet()) {
      if (Values.isTrue(
          Values.callWith(arguments.get(1), orNull(entry.getValue()), entry.getKey(), object))) {
        passed.put(entry.getKey(), entry.getValue());
      }
    }
    return passed.isEmpty() ? null : passed;
  }

  private static Object each(Arguments arguments) {
    var object = Values.object(arguments.get(0));
    var results = Values.sequence();
    for (var entry : object.entrySet()) {
      var value =
          Values.callWith(arguments.get(1), orNull(entry.getValue()), entry.getKey(), object);
      if (value != null) {
        results.add(value);
      }
    }
    return results;
  }

  /** What a transform copied has null where the rest of the library has an object of its own. */
  private static Object orNull(@Nullable Object value) {
    return value == null ? Jsonata.NULL_VALUE : value;
  }

  private static String type(Object value) {
    return switch (Values.type(value)) {
      case 's' -> "string";
      case 'n' -> "number";
      case 'b' -> "boolean";
      case 'a' -> "array";
      case 'o' -> "object";
      case 'f' -> "function";
      default -> "null";
    };
  }

  private static @Nullable Object check(Arguments arguments) {
    return Boolean.TRUE.equals(arguments.optional(0))
        ? null
        : fail("D3141", arguments.has(1) ? arguments.text(1) : "$assert() statement failed");
  }

  private static Object fail(String code, String message) {
    throw JsonataError.coded(code, message);
  }
}
