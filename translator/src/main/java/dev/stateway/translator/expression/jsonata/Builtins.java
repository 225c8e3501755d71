package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.Jsonata;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every function of the language, in place of the library's own. */
final class Builtins {
  private static final List<Builtin> ALL =
      Stream.of(
              StringFunctions.ALL,
              RegexFunctions.ALL,
              NumberFunctions.ALL,
              ArrayFunctions.ALL,
              ObjectFunctions.ALL,
              TimeFunctions.ALL,
              StepFunctionsFunctions.ALL)
          .flatMap(List::stream)
          .toList();

  static final Set<String> NAMES =
      ALL.stream().map(Builtin::name).collect(Collectors.toUnmodifiableSet());

  private Builtins() {}

  static void bindTo(Jsonata program) {
    ALL.forEach(function -> program.assign(function.name(), function));
    // AWS has no $eval: calling it is calling nothing.
    program.assign("eval", null);
  }
}
