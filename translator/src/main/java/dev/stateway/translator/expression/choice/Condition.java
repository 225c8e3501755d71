package dev.stateway.translator.expression.choice;

import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Scope;
import dev.stateway.translator.expression.jsonpath.JsonPathExpression;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/**
 * What a Choice rule asks of the data.
 *
 * @see <a href="https://states-language.net/spec.html#choice-state-rules">Choice rules</a>
 */
public sealed interface Condition extends Expression {
  /** Whether it holds. */
  boolean holds(Scope scope);

  @Override
  default JsonNode evaluate(Scope scope) {
    return BooleanNode.valueOf(holds(scope));
  }

  /** What AWS says when a path of a rule leads nowhere. */
  JsonPathExpression.Missing INVALID_VALUE =
      (path, _, _) ->
          StatesException.runtime(
              "Invalid path '"
                  + path
                  + "': The choice state's condition path references an invalid value.");

  private static SequencedSet<String> ofAll(List<? extends Expression> expressions) {
    var names = new LinkedHashSet<String>();
    expressions.forEach(expression -> names.addAll(expression.variables()));
    return names;
  }

  /** All of them. */
  record And(List<Condition> conditions) implements Condition {
    public And {
      conditions = List.copyOf(conditions);
    }

    @Override
    public SequencedSet<String> variables() {
      return ofAll(conditions);
    }

    @Override
    public boolean holds(Scope scope) {
      return conditions.stream().allMatch(condition -> condition.holds(scope));
    }
  }

  /** One of them. */
  record Or(List<Condition> conditions) implements Condition {
    public Or {
      conditions = List.copyOf(conditions);
    }

    @Override
    public SequencedSet<String> variables() {
      return ofAll(conditions);
    }

    @Override
    public boolean holds(Scope scope) {
      return conditions.stream().anyMatch(condition -> condition.holds(scope));
    }
  }

  /** Not it. */
  record Not(Condition condition) implements Condition {
    @Override
    public SequencedSet<String> variables() {
      return condition.variables();
    }

    @Override
    public boolean holds(Scope scope) {
      return !condition.holds(scope);
    }
  }

  /** A comparison of the value that a path leads to. */
  final class DataTest implements Condition {
    private final JsonPathExpression variable;
    private final Comparison comparison;
    private final Expression operand;

    DataTest(JsonPathExpression variable, Comparison comparison, Expression operand) {
      this.variable = variable;
      this.comparison = comparison;
      this.operand = operand;
    }

    @Override
    public SequencedSet<String> variables() {
      return ofAll(List.of(variable, operand));
    }

    @Override
    public boolean holds(Scope scope) {
      if (comparison == Comparison.IS_PRESENT) {
        return variable.find(scope).isPresent() == operand.evaluate(scope).booleanValue();
      }
      return comparison.test(variable.evaluate(scope), operand.evaluate(scope));
    }
  }
}
