package dev.stateway.translator.expression.intrinsic;

import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Scope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import tools.jackson.databind.JsonNode;

/**
 * A call with its arguments.
 *
 * @param text the whole outermost call as written, for the words of failures
 */
record IntrinsicCall(IntrinsicFunction function, List<Expression> arguments, String text)
    implements Expression {
  IntrinsicCall {
    arguments = List.copyOf(arguments);
  }

  @Override
  public SequencedSet<String> variables() {
    var names = new LinkedHashSet<String>();
    arguments.forEach(argument -> names.addAll(argument.variables()));
    return names;
  }

  @Override
  public JsonNode evaluate(Scope scope) {
    var values = new ArrayList<JsonNode>(arguments.size());
    for (var argument : arguments) {
      values.add(argument.evaluate(scope));
    }
    try {
      return function.apply(new Arguments(values, scope.entropy()));
    } catch (IntrinsicFailureException e) {
      throw new StatesException(
          ErrorName.INTRINSIC_FAILURE,
          "The function '%s' had the following error: %s".formatted(text, e.getMessage()));
    }
  }
}
