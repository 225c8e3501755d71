package dev.stateway.translator.expression.jsonata;

import com.dashjoin.jsonata.JException;
import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.QueryEvaluationException;
import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A compiled JSONata expression: safe for many threads, and the same scope gives the same value.
 *
 * @see <a href="https://docs.jsonata.org/overview">JSONata</a>
 */
public final class JsonataExpression implements Expression {
  private static final Pattern HAS_RESULT = Pattern.compile("(Output|Assign)\\b");
  private static final Pattern HAS_ERROR_OUTPUT =
      Pattern.compile("Catch\\[\\d+]/(Output|Assign)\\b");

  private final String source;
  private final String field;
  private final com.dashjoin.jsonata.Jsonata program;
  private final References references;

  JsonataExpression(
      String source, String field, com.dashjoin.jsonata.Jsonata program, References references) {
    this.source = source;
    this.field = field;
    this.program = program;
    this.references = references;
  }

  /**
   * {@inheritDoc}
   *
   * @throws QueryEvaluationException {@code States.QueryEvaluationError}: it failed, was too much
   *     work, or returned nothing
   */
  @Override
  public JsonNode evaluate(Scope scope) {
    var evaluation = new Evaluation(scope.entropy());
    JsonNode result;
    try {
      result = ScopedValue.where(Evaluation.CURRENT, evaluation).call(() -> run(scope, evaluation));
    } catch (JsonataError e) {
      throw failure("threw an error during evaluation" + e.tail());
    } catch (JException e) {
      throw failure("threw an error during evaluation" + tail(e, evaluation));
    } catch (StackOverflowError e) {
      throw failure("threw an error during evaluation" + JsonataError.tooDeep().tail());
    } catch (RuntimeException e) {
      throw failure("threw an internal error during evaluation. " + e);
    }
    if (result == null) {
      throw failure("returned nothing (undefined).");
    }
    return result;
  }

  /**
   * The value in this scope, which must be of this type.
   *
   * @throws QueryEvaluationException {@code States.QueryEvaluationError}, also if it is of another
   *     type
   */
  public JsonNode evaluate(Scope scope, JsonataType expected) {
    var value = evaluate(scope);
    var actual = JsonataType.of(value);
    if (actual != expected) {
      throw failure(
          "returned an unexpected result type. Expected '%s', but was '%s' for value: %s"
              .formatted(expected, actual, JsonText.write(value)));
    }
    return value;
  }

  /**
   * The variables it refers to, without {@code $}, in the order of their first use; neither {@code
   * states}, nor functions of the language, nor names that the expression itself binds.
   */
  @Override
  public SequencedSet<String> variables() {
    return references.variables();
  }

  /**
   * What of it Step Functions does not support, in AWS's words.
   *
   * @param place where in its state it is written, e.g. {@code Catch[0]/Output/cause}
   */
  public List<String> unsupported(String place) {
    var reasons = new ArrayList<String>();
    for (var name : references.topLevel()) {
      reasons.add("Reference to '" + name + "' at the top level is not supported.");
    }
    if (references.readsRoot()) {
      reasons.add("Reference to '$$' is not supported.");
    }
    if (references.statesFields().contains("errorOutput")
        && !HAS_ERROR_OUTPUT.matcher(place).lookingAt()) {
      reasons.add("Field '$states.errorOutput' does not exist.");
    }
    return reasons;
  }

  /**
   * What of it will be undefined whenever it is evaluated.
   *
   * @param place where in its state it is written
   */
  public List<String> unavailable(String place) {
    return references.statesFields().contains("result") && !HAS_RESULT.matcher(place).lookingAt()
        ? List.of("Field '$states.result' does not exist.")
        : List.of();
  }

  /** The text between the delimiters. */
  @Override
  public String toString() {
    return source;
  }

  private @Nullable JsonNode run(Scope scope, Evaluation evaluation) {
    var frame = program.createFrame();
    scope.variables().forEach((name, value) -> frame.bind(name, JsonView.of(value)));
    frame.bind("states", (Object) new StatesView(scope));
    frame.setEvaluateEntryCallback(evaluation);
    frame.setEvaluateExitCallback(evaluation);
    return JsonResult.of(program.evaluate(null, frame));
  }

  private static String tail(JException failure, Evaluation evaluation) {
    if ("T0410".equals(failure.getError())) {
      // Only a transformer is still checked by the library, and it has no name.
      return JsonataError.coded("T0410", failure.getCurrent(), ErrorText.UNDEFINED).tail();
    }
    return ErrorText.isCode(failure.getError())
        ? ". " + failure.getError() + ": " + ErrorText.of(failure, evaluation.failedOperator())
        : ": " + failure.getMessage();
  }

  private QueryEvaluationException failure(String what) {
    return new QueryEvaluationException(
        "The JSONata expression '%s' specified for the field '%s' %s"
            .formatted(source, field, what),
        field);
  }
}
