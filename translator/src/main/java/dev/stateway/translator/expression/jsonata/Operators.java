package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operators in which the library differs from the reference implementation, as functions: their
 * names cannot be written, so that no expression calls or binds them.
 *
 * @see <a href="https://docs.jsonata.org/numeric-operators">Numeric operators</a>
 * @see <a href="https://docs.jsonata.org/other-operators">Other operators</a>
 */
@SuppressWarnings("rawtypes")
final class Operators extends Jsonata.JFunction {
  private static final char MARK = '\0';

  private static final Map<String, Operators> ALL =
      Stream.of(
              numeric("+", Double::sum),
              numeric("-", (left, right) -> left - right),
              numeric("*", (left, right) -> left * right),
              numeric("/", (left, right) -> left / right),
              numeric("%", (left, right) -> left % right),
              new Operators("&", Operators::concatenated),
              new Operators("in", Operators::isMember))
          .collect(Collectors.toUnmodifiableMap(operator -> operator.symbol, operator -> operator));

  private final String symbol;
  private final BiFunction<@Nullable Object, @Nullable Object, @Nullable Object> meaning;

  private Operators(
      String symbol, BiFunction<@Nullable Object, @Nullable Object, @Nullable Object> meaning) {
    // See Builtin: the looked-up method is never called.
    super("", "<x:b>", Functions.class, null, "exists");
    this.symbol = symbol;
    this.meaning = meaning;
  }

  /** Whether a binary operator of this symbol is one of these. */
  static boolean has(String symbol) {
    return ALL.containsKey(symbol);
  }

  /** What the function of an operator is bound to. */
  static String nameOf(String symbol) {
    return MARK + symbol;
  }

  static boolean isName(@Nullable Object name) {
    return name instanceof String text && !text.isEmpty() && text.charAt(0) == MARK;
  }

  static void bindTo(Jsonata program) {
    ALL.forEach((symbol, operator) -> program.assign(nameOf(symbol), operator));
  }

  @Override
  public Object validate(@Nullable Object arguments, @Nullable Object context) {
    return arguments == null ? List.of() : arguments;
  }

  @Override
  public @Nullable Object call(@Nullable Object input, List arguments) {
    return meaning.apply(arguments.get(0), arguments.get(1));
  }

  @Override
  public int getNumberOfArgs() {
    return 2;
  }

  private static Operators numeric(String symbol, DoubleBinaryOperator meaning) {
    return new Operators(
        symbol,
        (left, right) -> {
          var first = number(left, "T2001", symbol);
          var second = number(right, "T2002", symbol);
          return first == null || second == null
              ? null
              : Numbers.of(meaning.applyAsDouble(first.doubleValue(), second.doubleValue()));
        });
  }

  /** An infinite result is a value; only computing with it fails. */
  private static @Nullable Number number(@Nullable Object operand, String error, String symbol) {
    if (operand == null) {
      return null;
    }
    if (!(operand instanceof Number number) || Double.isNaN(number.doubleValue())) {
      throw JsonataError.coded(error, symbol);
    }
    if (Double.isInfinite(number.doubleValue())) {
      throw JsonataError.coded("D1001", number);
    }
    return number;
  }

  private static Object concatenated(@Nullable Object left, @Nullable Object right) {
    var first = left == null ? "" : JsonString.cast(left, false);
    var second = right == null ? "" : JsonString.cast(right, false);
    Memory.checkLength((long) first.length() + second.length());
    return first + second;
  }

  /** As in the reference implementation, objects and arrays are members only as themselves. */
  private static Object isMember(@Nullable Object value, @Nullable Object within) {
    if (value == null || within == null) {
      return false;
    }
    return within instanceof List<?> list
        ? list.stream().anyMatch(member -> same(value, member))
        : same(value, within);
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean same(Object left, @Nullable Object right) {
    if (left instanceof Number first && right instanceof Number second) {
      return first.doubleValue() == second.doubleValue();
    }
    boolean container = left instanceof Map || left instanceof List;
    return container ? identity(left) == identity(right) : left.equals(right);
  }

  private static @Nullable Object identity(@Nullable Object value) {
    return value instanceof JsonView.View view ? view.node() : value;
  }
}
