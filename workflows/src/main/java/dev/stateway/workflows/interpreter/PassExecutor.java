package dev.stateway.workflows.interpreter;

import dev.stateway.translator.model.DataFlow.JsonPathFlow;
import dev.stateway.translator.model.DataFlow.JsonataFlow;
import dev.stateway.translator.model.PassState;

/**
 * Hands on the input or a fixed result.
 *
 * @see <a href="https://states-language.net/spec.html#pass-state">Pass state</a>
 */
final class PassExecutor {
  private PassExecutor() {}

  static Step execute(PassState state, Visit visit) {
    return Step.of(state.transition(), visit.exit(completed(state, visit)));
  }

  private static Completed completed(PassState state, Visit visit) {
    return switch (state.dataFlow()) {
      case JsonataFlow jsonata -> DataPhases.passOn(jsonata, visit);
      case JsonPathFlow path -> {
        var effective = DataPhases.effectiveInput(path, visit);
        var fixed = state.result();
        var result = fixed == null ? DataPhases.arguments(path, visit, effective) : fixed;
        yield DataPhases.complete(path, visit, result);
      }
    };
  }
}
