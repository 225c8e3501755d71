package dev.stateway.workflows.interpreter;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Scope;
import dev.stateway.translator.model.DataFlow;
import dev.stateway.translator.model.DataFlow.JsonPathFlow;
import dev.stateway.translator.model.DataFlow.JsonataFlow;
import dev.stateway.workflows.statetest.Phase;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The phases of a state's data, in either query language.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html">Input
 *     and output processing</a>
 */
final class DataPhases {
  private DataPhases() {}

  /** What {@code $} means before the work: the input after InputPath; JSONata has no such step. */
  static JsonNode effectiveInput(DataFlow flow, Visit visit) {
    return switch (flow) {
      case JsonPathFlow path -> {
        var inputPath = path.inputPath();
        yield visit.saw(
            Phase.AFTER_INPUT_PATH,
            inputPath == null ? visit.input() : inputPath.evaluate(visit.scope(visit.input())));
      }
      case JsonataFlow _ -> visit.input();
    };
  }

  /** What the work gets: the effective input through Parameters or Arguments. */
  static JsonNode arguments(DataFlow flow, Visit visit, JsonNode effectiveInput) {
    var template =
        switch (flow) {
          case JsonPathFlow path -> path.parameters();
          case JsonataFlow jsonata -> jsonata.arguments();
        };
    var phase =
        switch (flow) {
          case JsonPathFlow _ -> Phase.AFTER_PARAMETERS;
          case JsonataFlow _ -> Phase.AFTER_ARGUMENTS;
        };
    return visit.saw(
        phase, template == null ? effectiveInput : template.evaluate(visit.scope(effectiveInput)));
  }

  /** What the state hands on, given what its work gave. */
  static Completed complete(DataFlow flow, Visit visit, JsonNode result) {
    visit.saw(Phase.RESULT, result);
    return switch (flow) {
      case JsonPathFlow path -> completeJsonPath(path, visit, result);
      case JsonataFlow jsonata -> {
        var scope = visit.scope(visit.input(), result, null);
        yield completeJsonata(jsonata.output(), jsonata.assign(), scope, result);
      }
    };
  }

  /** What a state without work hands on: its effective input, through the output phases. */
  static Completed passOn(DataFlow flow, Visit visit) {
    return switch (flow) {
      case JsonPathFlow path -> {
        var effective = effectiveInput(path, visit);
        var assigned = assigned(path.assign(), visit.scope(effective));
        yield new Completed(outputPath(path, visit, effective), assigned);
      }
      case JsonataFlow jsonata ->
          completeJsonata(
              jsonata.output(), jsonata.assign(), visit.scope(visit.input()), visit.input());
    };
  }

  /** Output and Assign of a JSONata state, rule or Catcher. */
  static Completed completeJsonata(
      @Nullable Expression output, @Nullable Expression assign, Scope scope, JsonNode otherwise) {
    var assigned = assigned(assign, scope);
    return new Completed(output == null ? otherwise : output.evaluate(scope), assigned);
  }

  /** OutputPath of what the other phases gave. */
  static JsonNode outputPath(JsonPathFlow path, Visit visit, JsonNode combined) {
    var outputPath = path.outputPath();
    return outputPath == null ? combined : outputPath.evaluate(visit.scope(combined));
  }

  /** The variables that Assign gives, all from the values before it. */
  static SequencedMap<String, JsonNode> assigned(@Nullable Expression assign, Scope scope) {
    if (assign == null) {
      return Visit.NOTHING_ASSIGNED;
    }
    var values = new LinkedHashMap<String, JsonNode>();
    assign.evaluate(scope).properties().forEach(v -> values.put(v.getKey(), v.getValue()));
    return Collections.unmodifiableSequencedMap(values);
  }

  /**
   * {@code {"Error": ..., "Cause": ...}}: absent parts are null, but the cause of a timeout is
   * empty, as AWS shows them.
   */
  static JsonNode errorOutput(StatesException failure) {
    var isTimeout = ErrorName.TIMEOUT.equals(failure.error());
    return JsonText.MAPPER
        .createObjectNode()
        .put("Error", failure.error())
        .put("Cause", failure.cause() == null && isTimeout ? "" : failure.cause());
  }

  private static Completed completeJsonPath(JsonPathFlow path, Visit visit, JsonNode rawResult) {
    var selector = path.resultSelector();
    var result =
        visit.saw(
            Phase.AFTER_RESULT_SELECTOR,
            selector == null ? rawResult : selector.evaluate(visit.scope(rawResult)));
    var assigned = assigned(path.assign(), visit.scope(result));
    var resultPath = path.resultPath();
    var combined = result;
    if (path.discardResult()) {
      combined = visit.input();
    } else if (resultPath != null) {
      combined = resultPath.set(visit.input(), result);
    }
    visit.saw(Phase.AFTER_RESULT_PATH, combined);
    return new Completed(outputPath(path, visit, combined), assigned);
  }
}
