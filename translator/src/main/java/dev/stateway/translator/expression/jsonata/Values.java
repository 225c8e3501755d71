package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Utils;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values as the library holds them: {@code null} is undefined, JSON null is an object of its own.
 */
final class Values {
  private Values() {}

  static boolean isFunction(@Nullable Object value) {
    return value instanceof JFunction
        || value instanceof Jsonata.JLambda
        || value instanceof Pattern
        || Functions.isLambda(value);
  }

  static boolean isNull(@Nullable Object value) {
    return Jsonata.NULL_VALUE.equals(value);
  }

  /** The letter of its type in a function signature. */
  static char type(@Nullable Object value) {
    return switch (value) {
      case null -> 'm';
      case String _ -> 's';
      case Number _ -> 'n';
      case Boolean _ -> 'b';
      case List<?> _ -> 'a';
      case Map<?, ?> _ -> 'o';
      default -> isNull(value) ? 'l' : isFunction(value) ? 'f' : 'm';
    };
  }

  static boolean isTrue(@Nullable Object value) {
    return Boolean.TRUE.equals(Functions.toBoolean(value));
  }

  /** A result that becomes its only member, or undefined, where it has one or none. */
  static List<Object> sequence() {
    return Utils.createSequence();
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Object value) {
    return (Map<String, Object>) value;
  }

  /** How many arguments a function takes. */
  static int arity(Object function) {
    return function instanceof Builtin builtin
        ? builtin.arity()
        : function instanceof JFunction ? 1 : Functions.getFunctionArity(function);
  }

  static @Nullable Object call(Object function, @Nullable Object... arguments) {
    var list = new ArrayList<@Nullable Object>(Arrays.asList(arguments));
    Evaluation.current().step();
    if (function instanceof JFunction builtin) {
      return builtin.call(null, (List<?>) builtin.validate(list, null));
    }
    try {
      return Functions.funcApply(function, list);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Calls with as many of value, key and whole as the function takes. */
  static @Nullable Object callWith(
      Object function, @Nullable Object value, Object key, Object whole) {
    return switch (arity(function)) {
      case 0, 1 -> call(function, value);
      case 2 -> call(function, value, key);
      default -> call(function, value, key, whole);
    };
  }
}
