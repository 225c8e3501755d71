package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.Parser;
import com.dashjoin.jsonata.Parser.Symbol;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Changes a syntax tree where the library would evaluate it other than the reference
 * implementation.
 */
final class Preparation {
  private static final Symbol VARIABLE = new Parser().parse("$x");

  private final Set<Symbol> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private Preparation() {}

  static void prepare(Symbol program) {
    new Preparation().node(program, false);
  }

  /**
   * Prepares a node and all below.
   *
   * @param applied whether it is the right side of {@code ~>}, where a call would mean something
   *     else
   */
  private void node(Symbol node, boolean applied) {
    if (!seen.add(node)) {
      return;
    }
    boolean apply = Syntax.type(node).equals("apply");
    var right = Syntax.child(node, "rhs");
    for (var child : Syntax.everyChild(node)) {
      node(child, apply && right.filter(child::equals).isPresent());
    }
    switch (Syntax.type(node)) {
      case "binary" -> {
        if (!applied && Operators.has(Syntax.name(node))) {
          makeCall(node);
        }
      }
      case "filter" -> roundDown(node);
      case "lambda" -> LambdaSignature.replace(node);
      case "path" -> iterateFilteredArrays(node);
      default -> {}
    }
  }

  private static void makeCall(Symbol operation) {
    var procedure = VARIABLE.create();
    Syntax.setValue(procedure, Operators.nameOf(Syntax.name(operation)));
    var operands =
        List.of(
            Syntax.child(operation, "lhs").orElseThrow(),
            Syntax.child(operation, "rhs").orElseThrow());
    Syntax.makeCall(operation, procedure, operands);
  }

  /** An index is rounded down, not towards zero. */
  private static void roundDown(Symbol filter) {
    if (filter.expr instanceof Symbol index
        && Syntax.type(index).equals("number")
        && Syntax.value(index) instanceof Number number) {
      Syntax.setValue(index, (int) Math.clamp(Math.floor(number.doubleValue()), -1e9, 1e9));
    }
  }

  /** The library takes an array constructor with predicates for an array whatever they leave. */
  private static void iterateFilteredArrays(Symbol path) {
    var first = Syntax.children(path, "steps").getFirst();
    if (first.consarray
        && (!Syntax.children(first, "predicate").isEmpty()
            || !Syntax.children(first, "stages").isEmpty())) {
      first.consarray = false;
    }
  }
}
