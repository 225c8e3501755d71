package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.Jsonata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of the language: checks its arguments as the reference implementation does, and names
 * itself in errors.
 */
@SuppressWarnings("rawtypes")
final class Builtin extends Jsonata.JFunction {
  private final String name;
  private final Signature signature;
  private final int arity;
  private final Body body;

  private Builtin(String name, Signature signature, int arity, Body body) {
    // The library wants a method to look up; it is never called. It takes the name from here for
    // partial application.
    super(name, "<x:b>", Functions.class, null, "exists");
    this.name = name;
    this.signature = signature;
    this.arity = arity;
    this.body = body;
  }

  /** What it computes of its arguments; missing ones are null. */
  @FunctionalInterface
  interface Body {
    @Nullable Object apply(Arguments arguments);
  }

  /** The arguments of one call, as many as the signature has. */
  record Arguments(List<?> values) {
    @Nullable Object optional(int index) {
      return index < values.size() ? values.get(index) : null;
    }

    Object get(int index) {
      var value = optional(index);
      if (value == null) {
        throw new IllegalArgumentException("argument " + (index + 1) + " is missing");
      }
      return value;
    }

    String text(int index) {
      return (String) get(index);
    }

    Number number(int index) {
      return (Number) get(index);
    }

    boolean has(int index) {
      return optional(index) != null;
    }
  }

  static Builtin of(String name, String signature, Body body) {
    var parsed = Signature.parse(signature, name);
    return new Builtin(name, parsed, parsed.size(), body);
  }

  /** A function whose second parameter is not for the callers of {@code $map} and the like. */
  static Builtin unary(String name, String signature, Body body) {
    return new Builtin(name, Signature.parse(signature, name), 1, body);
  }

  /** A function of one value, undefined for undefined. */
  static Builtin defined(String name, String signature, Body body) {
    return of(name, signature, arguments -> arguments.has(0) ? body.apply(arguments) : null);
  }

  String name() {
    return name;
  }

  int arity() {
    return arity;
  }

  @Override
  public Object validate(@Nullable Object arguments, @Nullable Object context) {
    return signature.validate(arguments instanceof List<?> list ? list : List.of(), context);
  }

  @Override
  public @Nullable Object call(@Nullable Object input, List arguments) {
    return body.apply(new Arguments(arguments));
  }

  @Override
  public int getNumberOfArgs() {
    return signature.size();
  }
}
