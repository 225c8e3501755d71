package dev.stateway.translator;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.support.Evaluation;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;

/**
 * Definitions that try to exhaust the stack, the memory or the time are refused with a diagnostic.
 */
class HostileInputTest {
  private static final int MANY = 100_000;

  @TestFactory
  Stream<DynamicTest> refusesWithADiagnostic() {
    return Stream.of(
        refused("nested arrays", "[".repeat(MANY)),
        refused("nested templates", pass("Parameters", nest(MANY, x -> "{\"a\":" + x + "}"))),
        refused("nested rules", choice(nest(MANY, x -> "{\"Not\":" + x + "}"))),
        refused("nested branches", nestedBranches(5_000)),
        refused("a number with a million digits", pass("Result", "1".repeat(1_000_000))),
        refused("nested calls", path("States.Array(".repeat(MANY) + ")".repeat(MANY))),
        refused("nested filters", path("$" + "[?(@.a".repeat(MANY) + ")]".repeat(MANY))),
        refused("nested parentheses", path("$[?(" + "(".repeat(MANY) + "@.a)")),
        refused("many negations", path("$[?(" + "!".repeat(MANY) + "@.a)]")),
        refused("a long path", path("$" + ".a[*]".repeat(MANY))),
        refused("a long JSONata list", jsonata("[" + "$a,".repeat(250_000) + "1]")),
        refused("a long JSONata sum", jsonata("1" + "+1".repeat(MANY))),
        refused("open JSONata parentheses", jsonata("(".repeat(MANY))),
        refused("many wrong fields", states(10_000).replace("\"Next\"", "\"X\":1,\"Next\"")),
        refused("a number beyond all numbers", wait("1E+999999999")),
        refused("a number with many digits", wait("9".repeat(900))),
        refused("more than a megabyte", pass("Comment", "\"" + "x".repeat(1_048_577) + "\"")));
  }

  @TestFactory
  Stream<DynamicTest> translatesWhatIsLargeButHarmless() {
    return Stream.of(
        translated("a long plain path", path("$" + ".a".repeat(MANY))),
        translated("many negations", path("$[?(" + "!".repeat(4_000) + "@.a)]")),
        translated("a large constant", pass("Result", "[" + "1,".repeat(400_000) + "1]")),
        translated(
            "a long pattern",
            choice("{\"Variable\":\"$.a\",\"StringMatches\":\"" + "*a".repeat(MANY) + "\"}")),
        translated("many states", states(10_000)),
        translated("many JSONata expressions", expressions(10_000)));
  }

  @Test
  void stopsTextsThatWouldFillTheMemory() {
    var input = JsonText.parse("\"" + "x".repeat(200_000) + "\"");
    var evaluation = new Evaluation(input, MissingNode.getInstance());
    var many = 100_000;
    var array = "States.Array(" + "$,".repeat(many) + "$)";
    assertThatThrownBy(() -> evaluation.computed("States.JsonToString(" + array + ")"))
        .hasMessageContaining("Argument 1 is longer than 16777216 characters");
    assertThatThrownBy(() -> evaluation.computed("States.Base64Encode(" + array + ")"))
        .hasMessageContaining("Argument 1 must be a string, but was: (a long value)");
    assertThatThrownBy(() ->
            evaluation.computed(
                "States.Format('" + "{}".repeat(many) + "'" + ",$".repeat(many) + ")"))
        .hasMessageContaining("The text is longer than 16777216 characters");
  }

  @Test
  void stopsAPathThatFindsTooMuch() {
    var leaves = "1,".repeat(100_000) + "1";
    var input = JsonText.parse("[".repeat(400) + leaves + "]".repeat(400));
    var evaluation = new Evaluation(input, MissingNode.getInstance());
    assertTimeoutPreemptively(
        ofSeconds(20),
        () ->
            assertThatThrownBy(() -> evaluation.computed("$..*..*"))
                .isInstanceOf(StatesException.class)
                .hasMessageContaining("more than 1000000 values"));
  }

  private static DynamicTest refused(String name, String definition) {
    return test(name, definition, TranslationResult.Rejected.class);
  }

  private static DynamicTest translated(String name, String definition) {
    return test(name, definition, TranslationResult.Translated.class);
  }

  private static DynamicTest test(
      String name, String definition, Class<? extends TranslationResult> expected) {
    return DynamicTest.dynamicTest(
        name,
        () ->
            assertTimeoutPreemptively(
                ofSeconds(20),
                () ->
                    assertThat(Translator.translate(definition)).as(name).isInstanceOf(expected)));
  }

  private static String pass(String field, String json) {
    return "{\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Pass\",\"End\":true,\"%s\":%s}}}"
        .formatted(field, json);
  }

  private static String path(String text) {
    return pass("Parameters", "{\"a.$\":" + JsonText.write(StringNode.valueOf(text)) + "}");
  }

  private static String choice(String rule) {
    return "{\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Choice\",\"Choices\":[{\"Next\":\"T\",%s]},\"T\":{\"Type\":\"Succeed\"}}}"
        .formatted(rule.substring(1));
  }

  private static String wait(String seconds) {
    return "{\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Wait\",\"End\":true,\"Seconds\":%s}}}"
        .formatted(seconds);
  }

  private static String jsonata(String expression) {
    return "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Pass\",\"End\":true,\"Output\":\"{%% %s %%}\"}}}"
        .formatted(expression);
  }

  private static String expressions(int count) {
    return states(count)
        .replace("\"Type\":\"Pass\"", "\"Type\":\"Pass\",\"Output\":\"{% $states.input.a %}\"")
        .replaceFirst("\\{", "{\"QueryLanguage\":\"JSONata\",");
  }

  private static String nest(int depth, UnaryOperator<String> around) {
    var shell = around.apply("!");
    int hole = shell.indexOf('!');
    return shell.substring(0, hole).repeat(depth) + "{}" + shell.substring(hole + 1).repeat(depth);
  }

  private static String nestedBranches(int depth) {
    return nest(
        depth,
        x ->
            "{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Parallel\",\"End\":true,\"Branches\":["
                + x
                + "]}}}");
  }

  private static String states(int count) {
    var states =
        IntStream.range(0, count)
            .mapToObj(i -> "\"S%d\":{\"Type\":\"Pass\",\"Next\":\"S%d\"}".formatted(i, i + 1))
            .toList();
    return "{\"StartAt\":\"S0\",\"States\":{%s,\"S%d\":{\"Type\":\"Succeed\"}}}"
        .formatted(String.join(",", states), count);
  }
}
