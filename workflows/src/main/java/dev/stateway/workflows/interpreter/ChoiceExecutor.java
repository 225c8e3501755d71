package dev.stateway.workflows.interpreter;

import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.Scope;
import dev.stateway.translator.model.ChoiceState;
import dev.stateway.translator.model.ChoiceState.Rule;
import dev.stateway.translator.model.DataFlow.JsonPathFlow;
import dev.stateway.translator.model.DataFlow.JsonataFlow;
import tools.jackson.databind.JsonNode;

/**
 * Goes where the first rule that holds leads.
 *
 * @see <a href="https://states-language.net/spec.html#choice-state">Choice state</a>
 */
final class ChoiceExecutor {
  private ChoiceExecutor() {}

  static Step execute(ChoiceState state, Visit visit) {
    var effective = DataPhases.effectiveInput(state.dataFlow(), visit);
    var scope = visit.scope(effective);
    for (var rule : state.rules()) {
      if (rule.condition().evaluate(scope).asBoolean()) {
        return new Step.Continue(
            rule.next(), visit.exit(completed(state, rule, visit, effective, scope)));
      }
    }
    var otherwise = state.defaultNext();
    if (otherwise == null) {
      throw new StatesException(
          ErrorName.NO_CHOICE_MATCHED,
          "Failed to transition out of the state. The state does not point to a next state.");
    }
    return new Step.Continue(otherwise, visit.exit(DataPhases.passOn(state.dataFlow(), visit)));
  }

  private static Completed completed(
      ChoiceState state, Rule rule, Visit visit, JsonNode effective, Scope scope) {
    return switch (state.dataFlow()) {
      case JsonPathFlow path ->
          new Completed(
              DataPhases.outputPath(path, visit, effective),
              DataPhases.assigned(rule.assign(), scope));
      case JsonataFlow jsonata -> {
        var output = rule.output() == null ? jsonata.output() : rule.output();
        yield DataPhases.completeJsonata(output, rule.assign(), scope, effective);
      }
    };
  }
}
