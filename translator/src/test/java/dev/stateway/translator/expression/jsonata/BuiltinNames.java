package dev.stateway.translator.expression.jsonata;

import java.util.List;

/** The names of JSONata's functions, without {@code $}. */
public final class BuiltinNames {
  private BuiltinNames() {}

  public static List<String> all() {
    return Builtins.NAMES.stream().sorted().toList();
  }
}
