package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.Parser.Symbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an expression takes from outside.
 *
 * @param variables without {@code $}, {@code states}, functions of the language and names that the
 *     expression itself binds
 * @param topLevel the names that are looked up where there is no context value, and {@code $} for
 *     that value itself
 * @param statesFields what is read of {@code $states}
 * @param readsRoot whether {@code $$} is read anywhere
 */
record References(
    SequencedSet<String> variables,
    SequencedSet<String> topLevel,
    SequencedSet<String> statesFields,
    boolean readsRoot) {
  private static final String CONTEXT = "";
  private static final String ROOT = "$";
  private static final String STATES = "states";

  static References of(Symbol program) {
    var collector = new Collector();
    collector.everywhere(program);
    collector.topLevel(program);
    return collector.references();
  }

  private static final class Collector {
    private final Set<Symbol> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final SequencedSet<String> used = new LinkedHashSet<>();
    private final Set<String> bound = new LinkedHashSet<>();
    private final SequencedSet<String> topLevel = new LinkedHashSet<>();
    private final SequencedSet<String> statesFields = new LinkedHashSet<>();

    References references() {
      boolean readsRoot = used.remove(ROOT);
      used.removeAll(bound);
      used.removeIf(name ->
          name.equals(CONTEXT)
              || name.equals(STATES)
              || name.equals("eval")
              || Builtins.NAMES.contains(name));
      return new References(
          Collections.unmodifiableSequencedSet(used),
          Collections.unmodifiableSequencedSet(topLevel),
          Collections.unmodifiableSequencedSet(statesFields),
          readsRoot);
    }

    /** Goes through the whole tree. */
    private void everywhere(Symbol node) {
      if (!seen.add(node)) {
        return;
      }
      bind(Syntax.focus(node));
      bind(Syntax.index(node));
      switch (Syntax.type(node)) {
        case "variable" -> used.add(Syntax.name(node));
        case "index" -> bound.add(Syntax.name(node));
        case "lambda" -> Syntax.children(node, "arguments").forEach(this::bindVariable);
        case "bind" -> Syntax.child(node, "lhs").ifPresent(this::bindVariable);
        case "path" -> noteStatesField(Syntax.children(node, "steps"));
        default -> {}
      }
      Syntax.everyChild(node).forEach(this::everywhere);
    }

    private void bindVariable(Symbol variable) {
      seen.add(variable);
      bound.add(Syntax.name(variable));
    }

    private void bind(@Nullable Object name) {
      if (name instanceof String text) {
        bound.add(text);
      }
    }

    private void noteStatesField(List<Symbol> steps) {
      if (steps.size() > 1
          && isOf("variable", steps.get(0))
          && Syntax.name(steps.get(0)).equals(STATES)
          && isOf("name", steps.get(1))) {
        statesFields.add(Syntax.name(steps.get(1)));
      }
    }

    private static boolean isOf(String type, Symbol node) {
      return Syntax.type(node).equals(type);
    }

    /**
     * Goes through what is evaluated without a context value: a lambda's body is, as it has that of
     * its definition; later steps of a path, predicates, sort terms and groups are not.
     */
    private void topLevel(Symbol node) {
      switch (Syntax.type(node)) {
        case "name" -> topLevel.add(Syntax.name(node));
        case "variable" -> {
          if (Syntax.name(node).equals(CONTEXT)) {
            topLevel.add("$");
          }
        }
        case "path" -> Syntax.children(node, "steps").stream().limit(1).forEach(this::topLevel);
        default -> topLevelParts(node).forEach(this::topLevel);
      }
    }

    private static List<Symbol> topLevelParts(Symbol node) {
      var parts = new ArrayList<Symbol>();
      switch (Syntax.type(node)) {
        case "unary" -> {
          parts.addAll(Syntax.children(node, "expressions"));
          Syntax.child(node, "expression").ifPresent(parts::add);
          parts.addAll(Syntax.pairs(node));
        }
        case "binary", "apply" -> {
          Syntax.child(node, "lhs").ifPresent(parts::add);
          Syntax.child(node, "rhs").ifPresent(parts::add);
        }
        case "function", "partial" -> {
          Syntax.child(node, "procedure").ifPresent(parts::add);
          parts.addAll(Syntax.children(node, "arguments"));
        }
        case "condition" -> {
          Syntax.child(node, "condition").ifPresent(parts::add);
          Syntax.child(node, "then").ifPresent(parts::add);
          Syntax.child(node, "_else").ifPresent(parts::add);
        }
        case "lambda" -> Syntax.child(node, "body").ifPresent(parts::add);
        case "bind" -> Syntax.child(node, "rhs").ifPresent(parts::add);
        case "block" -> parts.addAll(Syntax.children(node, "expressions"));
        default -> {}
      }
      return parts;
    }
  }
}
