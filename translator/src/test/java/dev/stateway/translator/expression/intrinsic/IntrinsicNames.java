package dev.stateway.translator.expression.intrinsic;

import java.util.List;

/** The names of the intrinsic functions. */
public final class IntrinsicNames {
  private IntrinsicNames() {}

  public static List<String> all() {
    return IntrinsicFunctions.ALL.stream().map(IntrinsicFunction::name).toList();
  }
}
