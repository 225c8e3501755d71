package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.Jsonata.EntryCallback;
import com.dashjoin.jsonata.Jsonata.ExitCallback;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Parser.Symbol;
import dev.stateway.translator.expression.Entropy;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of one expression: what it may still use of steps, depth and memory.
 *
 * <p>AWS bounds time, depth and memory. Time is counted in steps here, so that a replay ends as the
 * first run did. Depth and memory end where they were measured to end on AWS: 100 levels, 873,782
 * numbers.
 */
final class Evaluation implements EntryCallback, ExitCallback {
  static final ScopedValue<Evaluation> CURRENT = ScopedValue.newInstance();

  private static final int MAX_STEPS = 1_000_000;
  private static final int MAX_DEPTH = 100;
  private static final int MAX_CHARACTERS_MATCHED = 5_000_000;

  private final Entropy entropy;
  private final Memory memory = new Memory();
  private final @Nullable Symbol[] active = new Symbol[MAX_DEPTH + 1];
  private int depth;
  private int steps;
  private int charactersMatched;

  Evaluation(Entropy entropy) {
    this.entropy = entropy;
  }

  static Evaluation current() {
    return CURRENT.get();
  }

  Entropy entropy() {
    return entropy;
  }

  @Override
  public void callback(Symbol expression, @Nullable Object input, Frame environment) {
    if (!Operators.isName(Syntax.value(expression))) {
      step();
    }
    if (++depth > MAX_DEPTH) {
      throw JsonataError.tooDeep();
    }
    active[depth] = expression;
    if (Syntax.value(expression) instanceof Pattern pattern) {
      // A bare java.util.regex.Pattern would be matched by the library without a bound.
      Syntax.setValue(expression, new RegexFunction(pattern));
    }
  }

  @Override
  public void callback(
      Symbol expression, @Nullable Object input, Frame environment, @Nullable Object result) {
    depth--;
    memory.check(result);
    if (result instanceof Symbol procedure && Syntax.type(expression).equals("partial")) {
      // The library leaves parameters open for which nothing was given, not even "?".
      Syntax.keepArguments(procedure, Syntax.placeholders(expression));
    }
    var outer = active[depth];
    if (outer == null) {
      return;
    }
    if (isNoFunction(result) && Syntax.isCallOf(outer, expression)) {
      // The library would find out itself, but prints the value first.
      throw JsonataError.coded("T1006");
    }
    if (Syntax.isApplied(outer, expression) && !Values.isFunction(result)) {
      throw JsonataError.coded("T2006");
    }
  }

  /** A sequence may still become the one function in it, or undefined. */
  private static boolean isNoFunction(@Nullable Object result) {
    return result != null && !(result instanceof List) && !Values.isFunction(result);
  }

  /** The name by which the innermost call calls; absent if it calls what has no name. */
  @Nullable String calledName() {
    var call = depth > 0 && depth <= MAX_DEPTH ? active[depth] : null;
    return call == null || !Syntax.type(call).equals("function")
        ? null
        : Syntax.child(call, "procedure")
            .filter(procedure -> Syntax.type(procedure).equals("variable"))
            .map(Syntax::name)
            .orElse(null);
  }

  /** One unit of work. */
  void step() {
    if (++steps > MAX_STEPS) {
      throw JsonataError.timeout();
    }
  }

  /** A regular expression looked at one character. */
  void characterMatched() {
    if (++charactersMatched > MAX_CHARACTERS_MATCHED) {
      throw JsonataError.timeout();
    }
  }

  /** After a failure: the operator whose operands were evaluated last. */
  @Nullable Object failedOperator() {
    var expression = depth > 0 && depth <= MAX_DEPTH ? active[depth] : null;
    return expression == null ? null : Syntax.value(expression);
  }
}
