package dev.stateway.api.states;

import dev.stateway.api.error.AwsError;
import dev.stateway.translator.Diagnostic;
import dev.stateway.translator.TranslationResult;
import dev.stateway.translator.TranslationResult.Rejected;
import dev.stateway.translator.TranslationResult.Translated;
import dev.stateway.translator.Translator;
import dev.stateway.translator.model.MachineType;
import dev.stateway.translator.model.StateMachine;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks definitions in AWS's words. */
final class Definitions {
  private Definitions() {}

  /**
   * Refuses a definition that cannot run.
   *
   * @throws AwsError InvalidDefinition
   */
  static void requireValid(String definition, MachineType type) {
    require(Translator.translate(definition, type));
  }

  /**
   * The machine that a definition was translated to.
   *
   * @throws AwsError InvalidDefinition
   */
  static StateMachine require(TranslationResult result) {
    return switch (result) {
      case Translated(var machine, _) -> machine;
      case Rejected(var problems) -> throw invalid(problems);
    };
  }

  private static AwsError invalid(List<Diagnostic> problems) {
    var errors =
        problems.stream()
            .filter(problem -> problem.severity() == Diagnostic.Severity.ERROR)
            .map(Definitions::text)
            .collect(Collectors.joining(", "));
    return AwsError.invalidDefinition(errors);
  }

  /** All that can be said against a definition. */
  static List<Diagnostic> problems(String definition, MachineType type) {
    return switch (Translator.translate(definition, type)) {
      case Translated(_, var warnings) -> warnings;
      case Rejected(var problems) -> problems;
    };
  }

  /**
   * The variables that each state refers to, by the states' names; null if there are none.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html#StepFunctions-DescribeStateMachine-response-variableReferences">variableReferences</a>
   */
  static @Nullable Map<String, SortedSet<String>> variableReferences(
      String definition, MachineType type) {
    return switch (Translator.translate(definition, type)) {
      case Translated(var machine, _) ->
          machine.variableReferences().isEmpty() ? null : machine.variableReferences();
      case Rejected _ -> null;
    };
  }

  private static String text(Diagnostic problem) {
    return problem.code() + ": " + problem.message() + " at " + problem.location();
  }
}
