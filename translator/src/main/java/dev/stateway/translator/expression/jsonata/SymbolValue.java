package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.Parser.Symbol;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The one thing of the library's syntax tree that is needed but not public: the operator, literal
 * or name of a node.
 */
final class SymbolValue {
  private static final VarHandle VALUE = handle();

  private SymbolValue() {}

  static @Nullable Object of(Symbol symbol) {
    return VALUE.get(symbol);
  }

  static void set(Symbol symbol, Object value) {
    VALUE.set(symbol, value);
  }

  private static VarHandle handle() {
    try {
      return MethodHandles.privateLookupIn(Symbol.class, MethodHandles.lookup())
          .findVarHandle(Symbol.class, "value", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
