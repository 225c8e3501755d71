package dev.stateway.translator.expression.choice;

import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Literal;
import dev.stateway.translator.expression.Scope;
import dev.stateway.translator.expression.jsonpath.InvalidJsonPathException;
import dev.stateway.translator.expression.jsonpath.JsonPathExpression;
import java.util.SequencedSet;
import tools.jackson.databind.JsonNode;

/** Makes comparisons of the fields of a rule. */
public final class DataTests {
  private static final String PATH = "Path";

  private DataTests() {}

  /** Whether a rule's field of this name is a comparison operator. */
  public static boolean isOperator(String field) {
    return Comparison.named(field).isPresent()
        || (field.endsWith(PATH)
            && Comparison.named(base(field)).filter(Comparison::hasPathForm).isPresent());
  }

  /**
   * The path to the value that is tested.
   *
   * @throws InvalidJsonPathException it is none
   */
  public static JsonPathExpression variable(String text) {
    return JsonPathExpression.compileStarting(text, Condition.INVALID_VALUE);
  }

  /**
   * The test that this operator makes.
   *
   * @param operator a name for which {@link #isOperator} is true
   * @throws InvalidJsonPathException a {@code ...Path} operand is not a path
   * @throws IllegalArgumentException the operand has the wrong type; the message says which it
   *     should have
   */
  public static Condition.DataTest compile(
      JsonPathExpression variable, String operator, JsonNode operand) {
    var literalForm = Comparison.named(operator);
    if (literalForm.isEmpty()) {
      var comparison = Comparison.named(base(operator)).orElseThrow();
      return new Condition.DataTest(variable, comparison, path(comparison, operand));
    }
    var comparison = literalForm.get();
    if (!comparison.operand().accepts(operand)) {
      throw new IllegalArgumentException(comparison.operand().words());
    }
    return new Condition.DataTest(variable, comparison, new Literal(operand));
  }

  private static Expression path(Comparison comparison, JsonNode operand) {
    if (!operand.isString()) {
      throw new IllegalArgumentException("[STRING]");
    }
    return new PathOperand(
        comparison,
        JsonPathExpression.compileStarting(operand.stringValue(), Condition.INVALID_VALUE));
  }

  /** An operand that a path leads to: its value has to be of the operator's type. */
  private record PathOperand(Comparison comparison, JsonPathExpression path) implements Expression {
    @Override
    public SequencedSet<String> variables() {
      return path.variables();
    }

    @Override
    public JsonNode evaluate(Scope scope) {
      var value = path.evaluate(scope);
      if (!comparison.operand().accepts(value)) {
        throw Condition.INVALID_VALUE.failure(path.text(), "", scope);
      }
      return value;
    }
  }

  private static String base(String field) {
    return field.substring(0, field.length() - PATH.length());
  }
}
