package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser.Symbol;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is needed of the library's syntax tree but is not public there. */
final class Syntax {
  private static final VarHandle PROGRAM = field(Jsonata.class, "ast", Symbol.class);
  private static final VarHandle TYPE = field(Symbol.class, "type", String.class);
  private static final VarHandle VALUE = field(Symbol.class, "value", Object.class);
  private static final Map<String, VarHandle> CHILD =
      handles(
          Symbol.class,
          "expression",
          "procedure",
          "body",
          "lhs",
          "rhs",
          "condition",
          "then",
          "_else",
          "pattern",
          "update",
          "delete",
          "group");
  private static final Map<String, VarHandle> CHILDREN =
      handles(
          List.class,
          "steps",
          "arguments",
          "predicate",
          "stages",
          "expressions",
          "terms",
          "rhsTerms");

  private Syntax() {}

  /** The whole of a compiled expression. */
  static Symbol program(Jsonata compiled) {
    return (Symbol) PROGRAM.get(compiled);
  }

  /** The kind of a node. */
  static String type(Symbol node) {
    return Objects.requireNonNullElse((String) TYPE.get(node), "");
  }

  /** The operator, literal or name of a node. */
  static @Nullable Object value(Symbol node) {
    return VALUE.get(node);
  }

  static void setValue(Symbol node, Object value) {
    VALUE.set(node, value);
  }

  /** Makes a node a call of a procedure. */
  static void makeCall(Symbol node, Symbol procedure, List<Symbol> arguments) {
    TYPE.set(node, "function");
    Objects.requireNonNull(CHILD.get("procedure")).set(node, procedure);
    Objects.requireNonNull(CHILDREN.get("arguments")).set(node, arguments);
  }

  /** How many arguments a partial application leaves open. */
  static long placeholders(Symbol partial) {
    return children(partial, "arguments").stream()
        .filter(argument -> type(argument).equals("operator") && name(argument).equals("?"))
        .count();
  }

  /** Leaves a procedure the first of its parameters. */
  static void keepArguments(Symbol procedure, long count) {
    var kept = children(procedure, "arguments").stream().limit(count).toList();
    Objects.requireNonNull(CHILDREN.get("arguments")).set(procedure, kept);
  }

  static String name(Symbol node) {
    return String.valueOf(value(node));
  }

  /** The variable that {@code @} binds at a step. */
  static @Nullable Object focus(Symbol node) {
    return node.focus;
  }

  /** The variable that {@code #} binds at a step. */
  static @Nullable Object index(Symbol node) {
    return node.index;
  }

  static Optional<Symbol> child(Symbol node, String field) {
    return Optional.ofNullable((Symbol) Objects.requireNonNull(CHILD.get(field)).get(node));
  }

  static List<Symbol> children(Symbol node, String field) {
    var children = (List<?>) Objects.requireNonNull(CHILDREN.get(field)).get(node);
    return children == null ? List.of() : children.stream().map(Symbol.class::cast).toList();
  }

  /** The keys and values of an object constructor or a group, one after the other. */
  static List<Symbol> pairs(Symbol node) {
    var parts = new ArrayList<Symbol>();
    for (var pairs : new ArrayList<>(List.of(orEmpty(node.lhsObject), orEmpty(node.rhsObject)))) {
      pairs.forEach(pair -> parts.addAll(List.of(pair)));
    }
    return parts;
  }

  private static List<Symbol[]> orEmpty(@Nullable List<Symbol[]> pairs) {
    return pairs == null ? List.of() : pairs;
  }

  /** All nodes directly below. */
  static List<Symbol> everyChild(Symbol node) {
    var all = new ArrayList<Symbol>();
    CHILD.keySet().forEach(field -> child(node, field).ifPresent(all::add));
    CHILDREN.keySet().forEach(field -> all.addAll(children(node, field)));
    all.addAll(pairs(node));
    if (node.expr instanceof Symbol predicate) {
      all.add(predicate);
    }
    return all;
  }

  /** Whether {@code call} is a call, of what this node evaluates to. */
  static boolean isCallOf(Symbol call, Symbol node) {
    return type(call).equals("function")
        && child(call, "procedure").filter(node::equals).isPresent();
  }

  /** Whether a node is what {@code ~>} hands a value to, other than by a call. */
  static boolean isApplied(Symbol apply, Symbol node) {
    return type(apply).equals("apply")
        && !type(node).equals("function")
        && child(apply, "rhs").filter(node::equals).isPresent();
  }

  private static Map<String, VarHandle> handles(Class<?> type, String... names) {
    var handles = new LinkedHashMap<String, VarHandle>();
    for (var name : names) {
      handles.put(name, field(Symbol.class, name, type));
    }
    return handles;
  }

  static VarHandle field(Class<?> owner, String name, Class<?> type) {
    try {
      return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
          .findVarHandle(owner, name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
