package dev.stateway.api.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** State machines and inputs: they run to an end, or are refused, and others go on running. */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DefinitionAbuseIT {
  private static final int LARGEST_INPUT = 262_144;
  private static final int LARGEST_DEFINITION = 1_048_576;
  private static final int A_LONG_CHAIN = 10_000;
  private static final String PASS =
      """
      {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}
      """;

  private static final String CYCLE =
      """
      {"StartAt": "A", "States": {
        "A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsPresent": true, "Next": "B"}], "Default": "Done"},
        "B": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsPresent": true, "Next": "A"}], "Default": "Done"},
        "Done": {"Type": "Succeed"}}}
      """;

  private final Doors doors;
  private final String pass;

  DefinitionAbuseIT(StatewayServer stateway) throws Exception {
    doors = new Doors(stateway);
    pass = created(PASS).orElseThrow();
    outcome(pass, "{}");
  }

  /** A state machine with AWS's limits; empty where the definition is refused. */
  private Optional<String> created(String definition) throws Exception {
    var request = JsonText.MAPPER.createObjectNode();
    request.put("name", "abuse-" + UUID.randomUUID());
    request.put("roleArn", StatewayServer.ROLE);
    request.put("type", "EXPRESS");
    request.put("definition", definition);
    request.putArray("tags").addObject().put("key", "stateway:limits").put("value", "aws");
    var answer = doors.states("CreateStateMachine", JsonText.write(request));
    var body = JsonText.parse(answer.body());
    if (answer.statusCode() == 200) {
      return Optional.of(body.path("stateMachineArn").stringValue());
    }
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(body.path("__type").stringValue()).isIn("InvalidDefinition", "ValidationException");
    assertThat(body.path("message").stringValue()).isNotBlank();
    return Optional.empty();
  }

  private static String call(String machine, String input) {
    return JsonText.write(
        JsonText.MAPPER.createObjectNode().put("stateMachineArn", machine).put("input", input));
  }

  /** How an execution that must end soon has ended. */
  private JsonNode outcome(String machine, String input) throws Exception {
    return JsonText.parse(doors.states("StartSyncExecution", call(machine, input)).body());
  }

  /** The same for one that may take its time: others meanwhile must not. */
  private JsonNode slowOutcome(String machine, String input) throws Exception {
    var slow =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return doors.stateway().call("StartSyncExecution", call(machine, input));
              } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
              }
            },
            Thread::startVirtualThread);
    do {
      assertThat(outcome(pass, "{}").path("status").stringValue()).isEqualTo("SUCCEEDED");
    } while (!slow.isDone());
    assertThat(slow.join().statusCode()).as(slow.join().body()).isEqualTo(200);
    return JsonText.parse(slow.join().body());
  }

  private static String state(String fields) {
    return "{\"StartAt\": \"P\", \"States\": {\"P\": {\"End\": true, " + fields + "}}}";
  }

  private static String quoted(String text) {
    return JsonText.write(JsonText.MAPPER.getNodeFactory().stringNode(text));
  }

  @TestFactory
  Stream<DynamicTest> expressionsEnd() throws IOException {
    return Recipe.tests(
        "definition",
        recipe -> {
          var language = recipe.name().split("-", 2)[0];
          switch (language) {
            case "jsonpath" -> path(recipe.text());
            case "jsonata" -> expression(recipe.text());
            case "wildcard" -> wildcards(recipe.name());
            default -> throw new AssertionError("nobody runs " + recipe.name());
          }
          doors.stillServes();
        });
  }

  /** Refused, or answered soon, whatever it is asked of. */
  private void path(String path) throws Exception {
    var machine =
        created(state("\"Type\": \"Pass\", \"Parameters\": {\"x.$\": " + quoted(path) + "}"));
    if (machine.isPresent()) {
      for (var input : List.of("{}", "{\"a\": [1, 2, 3]}", nested(60), redos())) {
        assertThat(outcome(machine.get(), input).path("status").stringValue())
            .isIn("SUCCEEDED", "FAILED");
      }
    }
  }

  private static String nested(int depth) {
    return "{\"a\": [".repeat(depth) + "1" + "]}".repeat(depth);
  }

  private static String redos() {
    return "{\"b\": {\"a\": \"" + "a".repeat(40) + "!\"}}";
  }

  private void expression(String text) throws Exception {
    var machine =
        created(
                "{\"QueryLanguage\": \"JSONata\", "
                    + state("\"Type\": \"Pass\", \"Output\": " + quoted("{% " + text + " %}"))
                        .substring(1))
            .orElseThrow();
    var ended = slowOutcome(machine, "{}");
    assertThat(ended.path("error").stringValue())
        .as(JsonText.write(ended))
        .isEqualTo("States.QueryEvaluationError");
  }

  private void wildcards(String name) throws Exception {
    assertThat(name).isEqualTo("wildcard-choice-redos");
    var machine =
        created(
                """
                {"StartAt": "C", "States": {
                  "C": {"Type": "Choice", "Default": "No", "Choices": [
                    {"Variable": "$.t", "StringMatches": "*a*a*a*a*a*a*a*a*a*b", "Next": "Yes"}]},
                  "Yes": {"Type": "Succeed"}, "No": {"Type": "Fail", "Error": "NoMatch"}}}
                """)
            .orElseThrow();
    var ended = outcome(machine, "{\"t\": \"" + "a".repeat(10_000) + "\"}");
    assertThat(ended.path("error").stringValue()).isEqualTo("NoMatch");
  }

  @TestFactory
  Stream<DynamicTest> limitsHold() throws IOException {
    return Recipe.tests(
        "states",
        recipe -> {
          limit(recipe);
          doors.stillServes();
        });
  }

  private void limit(Recipe recipe) throws Exception {
    switch (recipe.name()) {
      case "input-262144-bytes" -> assertThat(started(input(LARGEST_INPUT))).isEmpty();
      case "input-262145-bytes" ->
          assertThat(started(input(LARGEST_INPUT + 1)))
              .isIn("InvalidExecutionInput", "ValidationException");
      case "input-escaped-6x" -> assertThat(started(escaped(input(LARGEST_INPUT)))).isEmpty();
      case "definition-1mb-plus-1" -> {
        var rest = PASS.replace("{\"StartAt\"", "{\"Comment\": \"\", \"StartAt\"");
        var comment = "c".repeat(LARGEST_DEFINITION + 1 - rest.length());
        assertThat(created(rest.replace("\"\"", "\"" + comment + "\""))).isEmpty();
      }
      case "definition-10000-states" -> ends(chain(), "SUCCEEDED");
      case "definition-nested-parallel-50" -> ends(parallels(), "SUCCEEDED");
      case "definition-choice-cycle" -> {
        var ended = slowOutcome(created(CYCLE).orElseThrow(), "{\"a\": 1}");
        assertThat(ended.path("error").stringValue()).isEqualTo("States.Runtime");
      }
      // AWS tells names that are too long, or empty, by the constraints of its model.
      default -> assertThat(startedAs(recipe.text())).isIn("InvalidName", "ValidationException");
    }
  }

  /** Accepted and run to this end, or refused. */
  private void ends(ObjectNode definition, String status) throws Exception {
    var machine = created(JsonText.write(definition));
    if (machine.isPresent()) {
      var ended = slowOutcome(machine.get(), "{}");
      assertThat(ended.path("status").stringValue()).as(JsonText.write(ended)).isEqualTo(status);
    }
  }

  private static ObjectNode chain() {
    var definition = JsonText.MAPPER.createObjectNode().put("StartAt", "s0");
    var states = definition.putObject("States");
    for (var i = 0; i < A_LONG_CHAIN; i++) {
      var state = states.putObject("s" + i).put("Type", "Pass");
      if (i + 1 < A_LONG_CHAIN) {
        state.put("Next", "s" + (i + 1));
      } else {
        state.put("End", true);
      }
    }
    return definition;
  }

  private static ObjectNode parallels() {
    var machine = (ObjectNode) JsonText.parse(PASS);
    for (var depth = 0; depth < 50; depth++) {
      var outer = JsonText.MAPPER.createObjectNode().put("StartAt", "p" + depth);
      var parallel = outer.putObject("States").putObject("p" + depth);
      parallel.put("Type", "Parallel").put("End", true).putArray("Branches").add(machine);
      machine = outer;
    }
    return machine;
  }

  private static String input(int bytes) {
    return "\"" + "x".repeat(bytes - 2) + "\"";
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder();
    text.chars().forEach(unit -> escaped.append("\\u%04x".formatted(unit)));
    return escaped.toString();
  }

  /** What a start is refused with; empty for one that was taken. The input in a JSON string. */
  private String started(String input) throws Exception {
    var text = input.startsWith("\\") ? input : quoted(input).replaceAll("^\"|\"$", "");
    return refusal("{\"stateMachineArn\": \"" + pass + "\", \"input\": \"" + text + "\"}");
  }

  private String startedAs(String name) throws Exception {
    return refusal(
        JsonText.write(
            JsonText.MAPPER.createObjectNode().put("stateMachineArn", pass).put("name", name)));
  }

  private String refusal(String body) throws Exception {
    var answer = doors.states("StartExecution", body);
    return answer.statusCode() == 200
        ? ""
        : JsonText.parse(answer.body()).path("__type").stringValue();
  }
}
