package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.Parser.Symbol;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** What is needed of the library's syntax tree but is not public there. */
final class Syntax {
  private static final VarHandle TYPE = field("type", String.class);
  private static final VarHandle VALUE = field("value", Object.class);
  private static final VarHandle PROCEDURE = field("procedure", Symbol.class);

  private Syntax() {}

  /** The operator, literal or name of a node. */
  static @Nullable Object value(Symbol node) {
    return VALUE.get(node);
  }

  static void setValue(Symbol node, Object value) {
    VALUE.set(node, value);
  }

  /** Whether {@code call} is a call, of what this node evaluates to. */
  static boolean isCallOf(Symbol call, Symbol node) {
    return "function".equals(TYPE.get(call)) && node.equals(PROCEDURE.get(call));
  }

  private static VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(Symbol.class, MethodHandles.lookup())
          .findVarHandle(Symbol.class, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
