package dev.stateway.workflows.generated;

import dev.stateway.translator.JsonText;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says what must become of a generated machine: plain recursion over the text of the definition, on
 * its own from the first line to the last.
 */
final class Reference {
  private final World world;
  private final boolean jsonataMachine;
  private final PredictedEvent started;

  Reference(GeneratedMachine machine, PredictedEvent started) {
    world = machine.world();
    this.started = started;
    jsonataMachine = machine.definition().path("QueryLanguage").asString("").equals("JSONata");
  }

  /** What a state hands on. */
  record Completed(JsonNode output, Map<String, JsonNode> assigned) {}

  JsonNode flow(JsonNode flow, JsonNode input, Line line) {
    var name = flow.get("StartAt").stringValue();
    var data = input;
    while (true) {
      var passage = new Passage(name, flow.get("States").get(name), data, line);
      var next = passage.run();
      data = Objects.requireNonNull(passage.output);
      if (next == null) {
        return data;
      }
      name = next;
    }
  }

  /** One passage through a state. */
  final class Passage {
    final String name;
    final JsonNode state;
    final JsonNode input;
    final Line line;
    final String type;
    final Line.Visit visit;
    private final PredictedEvent entered;
    private final @Nullable PredictedEvent before;
    int retries;
    private @Nullable JsonNode output;

    private Passage(String name, JsonNode state, JsonNode input, Line line) {
      this.name = name;
      this.state = state;
      this.input = input;
      this.line = line;
      type = state.get("Type").stringValue();
      before = line.last().equals(started) ? null : line.last();
      visit = line.visit(name, type);
      var details = JsonText.MAPPER.createObjectNode().put("name", name);
      details.set("input", input);
      entered = line.tellAfter(before, type + "StateEntered", details);
    }

    boolean isJsonata() {
      return jsonataMachine || state.path("QueryLanguage").asString("").equals("JSONata");
    }

    private @Nullable String run() {
      if (type.equals("Task") || type.equals("Parallel") || type.equals("Map")) {
        return new Work(this).run();
      }
      try {
        return switch (type) {
          case "Pass" -> leave(state, pass());
          case "Choice" -> choose();
          case "Wait" -> leave(state, awaited());
          case "Succeed" -> {
            leave(state, handedOn());
            yield null;
          }
          case "Fail" -> throw fail();
          default -> throw new IllegalArgumentException(type);
        };
      } catch (Failed failed) {
        throw tell(failed);
      }
    }

    @Nullable String leave(JsonNode towards, Completed completed) {
      var details = JsonText.MAPPER.createObjectNode().put("name", name);
      details.set("output", completed.output());
      if (!completed.assigned().isEmpty()) {
        var variables = details.putObject("assignedVariables");
        completed.assigned().forEach(variables::set);
      }
      line.tell(type + "StateExited", details);
      line.assign(completed.assigned());
      line.leave(visit);
      output = completed.output();
      return towards.has("Next") ? towards.get("Next").stringValue() : null;
    }

    private Completed pass() {
      if (isJsonata()) {
        return handedOn();
      }
      var data = data(input, null, null);
      var effective =
          state.has("InputPath") ? data.required(state.get("InputPath").stringValue()) : input;
      var result =
          state.has("Result")
              ? state.get("Result")
              : state.has("Parameters")
                  ? data.with(effective).template(state.get("Parameters"))
                  : effective;
      return completed(result);
    }

    private Completed awaited() {
      var data = data(input, null, null);
      var seconds =
          state.has("SecondsPath")
              ? data.required(state.get("SecondsPath").stringValue())
              : data.jsonataTemplate(state.get("Seconds"), "Seconds");
      line.pass(Math.max(0, seconds.asInt()));
      return handedOn();
    }

    private @Nullable String choose() {
      var data = data(input, null, null);
      var number = 0;
      for (var rule : state.get("Choices")) {
        if (isJsonata()
            ? data.jsonataTemplate(rule.get("Condition"), "Condition").booleanValue()
            : new ReferenceConditions(data).holds(rule)) {
          var assigned = assigned(rule, data);
          var chosen =
              rule.has("Output")
                  ? data.jsonataTemplate(rule.get("Output"), "Choices[" + number + "]/Output")
                  : input;
          return leave(rule, new Completed(chosen, assigned));
        }
        number++;
      }
      if (!state.has("Default")) {
        throw Failed.field(
            "States.NoChoiceMatched",
            "Failed to transition out of the state. The state does not point to a next state.");
      }
      leave(state, handedOn());
      return state.get("Default").stringValue();
    }

    private Failed fail() {
      var data = data(input, null, null);
      return Failed.told(text(data, "Error"), text(data, "Cause"));
    }

    private @Nullable String text(ReferenceData data, String field) {
      if (state.has(field + "Path")) {
        return data.evaluate(state.get(field + "Path").stringValue(), field + "Path").asString();
      }
      return state.has(field) ? data.jsonataTemplate(state.get(field), field).asString() : null;
    }

    /** The state's input as its output, through its output fields. */
    private Completed handedOn() {
      var data = data(input, null, null);
      var assigned = assigned(state, data);
      return new Completed(
          state.has("Output") ? data.jsonataTemplate(state.get("Output"), "Output") : input,
          assigned);
    }

    /** A result through the output fields. */
    Completed completed(JsonNode raw) {
      if (isJsonata()) {
        var data = data(input, raw, null);
        var assigned = assigned(state, data);
        return new Completed(
            state.has("Output") ? data.jsonataTemplate(state.get("Output"), "Output") : raw,
            assigned);
      }
      var result =
          state.has("ResultSelector")
              ? data(raw, null, null).template(state.get("ResultSelector"))
              : raw;
      var assigned = assigned(state, data(result, null, null));
      var combined = combined(state, result);
      return new Completed(
          state.has("OutputPath")
              ? data(combined, null, null).required(state.get("OutputPath").stringValue())
              : combined,
          assigned);
    }

    JsonNode combined(JsonNode owner, JsonNode result) {
      var path = owner.get("ResultPath");
      if (path == null) {
        return result;
      }
      return path.isNull() ? input : ReferenceData.set(input, path.stringValue(), result);
    }

    Map<String, JsonNode> assigned(JsonNode owner, ReferenceData data) {
      if (!owner.has("Assign")) {
        return Map.of();
      }
      var assign = owner.get("Assign");
      var values = isJsonata() ? data.jsonataTemplate(assign, "Assign") : data.template(assign);
      var assigned = new TreeMap<String, JsonNode>();
      values.properties().forEach(v -> assigned.put(v.getKey(), v.getValue()));
      return assigned;
    }

    ReferenceData data(JsonNode dollar, @Nullable JsonNode result, @Nullable JsonNode errorOutput) {
      return new ReferenceData(dollar, context(line.item()), line.variables(), result, errorOutput);
    }

    ObjectNode context(@Nullable JsonNode item) {
      var context = JsonText.MAPPER.createObjectNode();
      context.putObject("State").put("Name", name).put("RetryCount", retries);
      context.putObject("Task").put("Token", "its token");
      if (item != null) {
        context.putObject("Map").set("Item", item);
      }
      return context;
    }

    /** The failure as it is seen from outside the state; a query's has an event. */
    Failed tell(Failed failed) {
      if (failed.kind() == Failed.Kind.TOLD) {
        return failed;
      }
      var cause =
          "An error occurred while executing the state '%s' (entered at the event id #?). %s"
              .formatted(name, failed.cause());
      if (failed.kind() == Failed.Kind.FIELD) {
        return Failed.field(Objects.requireNonNull(failed.error()), cause);
      }
      var previous = line.last().equals(entered) && !type.equals("Wait") ? before : line.last();
      var details = errorDetails(failed.error(), cause);
      details.put("location", failed.location()).put("state", name);
      line.tellAfter(previous, "EvaluationFailed", details);
      return Failed.told(failed.error(), cause);
    }

    World world() {
      return world;
    }

    JsonNode inner(JsonNode flow, JsonNode itsInput, Line itsLine) {
      return flow(flow, itsInput, itsLine);
    }
  }

  static ObjectNode errorDetails(@Nullable String error, @Nullable String cause) {
    var details = JsonText.MAPPER.createObjectNode();
    if (error != null) {
      details.put("error", error);
    }
    if (cause != null) {
      details.put("cause", cause);
    }
    return details;
  }
}
