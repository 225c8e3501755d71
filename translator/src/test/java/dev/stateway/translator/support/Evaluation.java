package dev.stateway.translator.support;

import dev.stateway.translator.Diagnostic;
import dev.stateway.translator.JsonText;
import dev.stateway.translator.TranslationResult;
import dev.stateway.translator.Translator;
import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.Entropy;
import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Scope;
import dev.stateway.translator.model.ChoiceState;
import dev.stateway.translator.model.DataFlow;
import dev.stateway.translator.model.FailState;
import dev.stateway.translator.model.MapState;
import dev.stateway.translator.model.ParallelState;
import dev.stateway.translator.model.PassState;
import dev.stateway.translator.model.State;
import dev.stateway.translator.model.StateMachine;
import dev.stateway.translator.model.SucceedState;
import dev.stateway.translator.model.TaskState;
import dev.stateway.translator.model.WaitState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Evaluates parts of states by way of whole definitions.
 *
 * @param input what {@code $} means
 * @param context what {@code $$} means
 * @param variables by name
 */
public record Evaluation(
    JsonNode input, JsonNode context, SequencedMap<String, JsonNode> variables) {
  public Evaluation(JsonNode input, JsonNode context) {
    this(input, context, new LinkedHashMap<>());
  }

  /** The definition was refused. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Refused(List<Diagnostic> diagnostics) {
      super(diagnostics.toString());
    }
  }

  /** Random values that are always the same. */
  public static final Entropy ENTROPY =
      new Entropy() {
        @Override
        public String uuid() {
          return "ca4c1140-dcc1-40cd-ad05-7b4aa23df4a8";
        }

        @Override
        public double nextDouble() {
          return 0.5;
        }

        @Override
        public Instant now() {
          return Instant.parse("2026-01-02T03:04:05Z");
        }
      };

  /** What an expression sees. */
  public Scope scope() {
    var json = JsonNodeFactory.instance;
    return new Scope(
        input.isMissingNode() ? json.objectNode() : input,
        context.isMissingNode() ? json.objectNode() : context,
        variables,
        null,
        null,
        ENTROPY);
  }

  /** The value of a path or call. */
  public JsonNode computed(String text) {
    var template = JsonNodeFactory.instance.objectNode().put("value.$", text);
    return template(template).get("value");
  }

  /** The value of a payload template. */
  public JsonNode template(JsonNode template) {
    return evaluate(flow("Parameters", template).parameters());
  }

  /** What InputPath or OutputPath lets through. */
  public JsonNode path(String field, @Nullable JsonNode path) {
    if (path == null) {
      return input;
    }
    var flow = flow(field, path);
    return evaluate(field.equals("InputPath") ? flow.inputPath() : flow.outputPath());
  }

  /** The input with a result put into it. */
  public JsonNode resultPath(JsonNode path, JsonNode result) {
    var flow = flow("ResultPath", path);
    if (flow.discardResult()) {
      return input;
    }
    return flow.resultPath() == null ? result : flow.resultPath().set(input, result);
  }

  /** The name of the state that a Choice goes to. */
  public JsonNode choice(JsonNode definition) {
    var states = JsonNodeFactory.instance.objectNode();
    states.set("It", definition);
    var choice = (ChoiceState) translated("It", states).flow().state("It");
    for (var rule : choice.rules()) {
      if (rule.condition().evaluate(scope()).booleanValue()) {
        return StringNode.valueOf(rule.next());
      }
    }
    if (choice.defaultNext() == null) {
      throw new StatesException(ErrorName.NO_CHOICE_MATCHED, null);
    }
    return StringNode.valueOf(choice.defaultNext());
  }

  /** The value of a computed field of a state. */
  public JsonNode field(JsonNode definition, String field) {
    var state = state(definition);
    return switch (field) {
      case "Arguments", "Output", "Assign" -> evaluate(jsonata(state, field));
      default -> evaluate(ofType(state, field));
    };
  }

  private static @Nullable Expression jsonata(State state, String field) {
    var flow =
        (DataFlow.JsonataFlow)
            switch (state) {
              case PassState pass -> pass.dataFlow();
              case TaskState task -> task.dataFlow();
              case MapState map -> map.dataFlow();
              case ParallelState parallel -> parallel.dataFlow();
              case ChoiceState choice -> choice.dataFlow();
              case WaitState wait -> wait.dataFlow();
              case SucceedState succeed -> succeed.dataFlow();
              case FailState fail -> throw new IllegalArgumentException(fail.name());
            };
    return switch (field) {
      case "Arguments" -> flow.arguments();
      case "Output" -> flow.output();
      default -> flow.assign();
    };
  }

  private static @Nullable Expression ofType(State state, String field) {
    return switch (state) {
      case WaitState wait -> wait.until();
      case FailState fail -> field.equals("Error") ? fail.error() : fail.cause();
      case TaskState task ->
          switch (field) {
            case "TimeoutSeconds" -> task.timeout();
            case "HeartbeatSeconds" -> task.heartbeat();
            default -> task.credentials();
          };
      case MapState map ->
          switch (field) {
            case "Items" -> map.items();
            case "ItemSelector" -> map.itemSelector();
            case "MaxConcurrency" -> map.maxConcurrency();
            case "ToleratedFailureCount" -> map.toleratedFailureCount();
            default -> map.toleratedFailurePercentage();
          };
      case PassState _, ChoiceState _, SucceedState _, ParallelState _ -> null;
    };
  }

  private JsonNode evaluate(@Nullable Expression expression) {
    return Objects.requireNonNull(expression).evaluate(scope());
  }

  private static DataFlow.JsonPathFlow flow(String field, JsonNode value) {
    var pass = JsonNodeFactory.instance.objectNode().put("Type", "Pass").put("End", true);
    pass.set(field, value);
    return (DataFlow.JsonPathFlow) ((PassState) state(pass)).dataFlow();
  }

  /** A state alone in a machine. */
  public static State state(JsonNode definition) {
    var states = JsonNodeFactory.instance.objectNode();
    states.set("It", definition);
    return translated("It", states).flow().state("It");
  }

  /** The machine of these states; targets that are not there are added. */
  private static StateMachine translated(String startAt, ObjectNode states) {
    var machine = JsonNodeFactory.instance.objectNode().put("StartAt", startAt);
    for (var target : states.findValuesAsString("Next")) {
      states.set(target, JsonNodeFactory.instance.objectNode().put("Type", "Succeed"));
    }
    for (var target : states.findValuesAsString("Default")) {
      states.set(target, JsonNodeFactory.instance.objectNode().put("Type", "Succeed"));
    }
    machine.set("States", states);
    return switch (Translator.translate(JsonText.write(machine))) {
      case TranslationResult.Translated(var translated, _) -> translated;
      case TranslationResult.Rejected(var diagnostics) -> throw new Refused(diagnostics);
    };
  }
}
