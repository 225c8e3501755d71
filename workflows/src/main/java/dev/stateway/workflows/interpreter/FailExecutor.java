package dev.stateway.workflows.interpreter;

import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Scope;
import dev.stateway.translator.model.FailState;
import dev.stateway.workflows.interpreter.FlowFailure.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Fails the flow.
 *
 * @see <a href="https://states-language.net/spec.html#fail-state">Fail state</a>
 */
final class FailExecutor {
  private FailExecutor() {}

  static FlowFailure failure(FailState state, Visit visit) {
    var scope = visit.scope(DataPhases.effectiveInput(state.dataFlow(), visit));
    return FlowFailure.of(
        visit.branch().execution(),
        Origin.FAIL_STATE,
        text(state.error(), scope),
        text(state.cause(), scope));
  }

  private static @Nullable String text(@Nullable Expression expression, Scope scope) {
    return expression == null ? null : expression.evaluate(scope).asString();
  }
}
