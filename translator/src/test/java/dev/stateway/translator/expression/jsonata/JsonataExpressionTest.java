package dev.stateway.translator.expression.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.QueryEvaluationException;
import dev.stateway.translator.expression.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class JsonataExpressionTest {
  @Test
  void seesInputContextResultErrorAndVariables() {
    var scope =
        new Scope(
            JsonText.parse("{\"a\":1}"),
            JsonText.parse("{\"State\":{\"Name\":\"S\"}}"),
            new LinkedHashMap<>(Map.of("v", JsonText.parse("[1,2]"))),
            JsonText.parse("\"r\""),
            JsonText.parse("{\"Error\":\"E\"}"),
            new FixedEntropy(1));

    assertThat(
            evaluate(
                "[$states.input.a, $states.context.State.Name, $states.result,"
                    + " $states.errorOutput.Error, $v]",
                scope))
        .isEqualTo(JsonText.parse("[1,\"S\",\"r\",\"E\",1,2]"));
  }

  @Test
  void givesPartsOfTheInputAsTheyAre() {
    var input =
        JsonText.parse(
            "{\"deep\":{\"price\":2.50,\"big\":123456789012345678901234567890,\"one\":1.0,\"none\":null}}");

    assertThat(evaluate("$states.input", Scopes.of(input))).isSameAs(input);
    assertThat(evaluate("$states.input.deep", Scopes.of(input))).isSameAs(input.get("deep"));
    assertThat(JsonText.write(evaluate("{\"copy\": $states.input.deep}", Scopes.of(input))))
        .isEqualTo(
            "{\"copy\":{\"price\":2.50,\"big\":123456789012345678901234567890,\"one\":1.0,\"none\":null}}");
  }

  @Test
  void keepsNumbersThatADoubleCannotHold() {
    var scope =
        Scopes.ofJson(
            "{\"id\":9007199254740993,\"huge\":123456789012345678901234567890,\"fine\":0.1234567890123456789012}");

    assertThat(
            JsonText.write(
                evaluate("[$states.input.id, $states.input.huge, $states.input.fine]", scope)))
        .isEqualTo("[9007199254740993,123456789012345678901234567890,0.1234567890123456789012]");
    assertThat(JsonText.write(evaluate("$sum([$states.input.id, 2])", scope)))
        .isEqualTo("9007199254740995");
    assertThat(JsonText.write(evaluate("$string($states.input.id)", scope)))
        .isEqualTo("\"9007199254740993\"");
    assertThat(JsonText.write(evaluate("$max([$states.input.id, 2])", scope)))
        .isEqualTo("9007199254740993");
  }

  @Test
  void writesWholeResultsAsIntegers() {
    var scope = Scopes.ofJson("{\"a\":4.0,\"b\":1e3}");

    assertThat(
            JsonText.write(
                evaluate("[6 / 2, $states.input.a + 0, $states.input.b, 1e20, 7 / 2]", scope)))
        .isEqualTo("[3,4,1000,100000000000000000000,3.5]");
  }

  @Test
  void tellsNullFromNothing() {
    var scope = Scopes.ofJson("{\"none\":null}");

    assertThat(evaluate("$states.input.none", scope).isNull()).isTrue();
    assertThat(
            JsonText.write(
                evaluate("{\"a\": $states.input.none, \"b\": $states.input.missing}", scope)))
        .isEqualTo("{\"a\":null}");
    assertThat(JsonText.write(evaluate("[$states.input.none, $states.input.missing]", scope)))
        .isEqualTo("[null]");
    assertThatThrownBy(
            () -> Jsonata.compile(" $states.input.missing ", "Output/result").evaluate(scope))
        .isInstanceOfSatisfying(
            QueryEvaluationException.class,
            e -> {
              assertThat(e.error()).isEqualTo("States.QueryEvaluationError");
              assertThat(e.location()).isEqualTo("Output/result");
              assertThat(e.cause())
                  .isEqualTo(
                      "The JSONata expression '$states.input.missing' specified for the field"
                          + " 'Output/result' returned nothing (undefined).");
            });
  }

  @Test
  void namesTheTypeThatAResultShouldHave() {
    var types =
        Map.of(
            "1",
            "'number' for value: 1",
            "null",
            "'null' for value: null",
            "true",
            "'boolean' for value: true",
            "{'foo': 'bar'}",
            "'object' for value: {\"foo\":\"bar\"}",
            "'s'",
            "'string' for value: \"s\"");

    types.forEach((text, was) ->
        assertThatThrownBy(() ->
                Jsonata.compile(text, "Items").evaluate(Scopes.ofJson("{}"), JsonataType.ARRAY))
            .isInstanceOfSatisfying(
                QueryEvaluationException.class,
                e ->
                    assertThat(e.cause())
                        .isEqualTo(
                            "The JSONata expression '%s' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was %s"
                                .formatted(text, was))));
    assertThat(Jsonata.compile("[1]", "Items").evaluate(Scopes.ofJson("{}"), JsonataType.ARRAY))
        .isEqualTo(JsonText.parse("[1]"));
  }

  @Test
  void takesRandomnessAndTimeFromTheScope() {
    var text = "[$uuid(), $random(), $now(), $millis(), $shuffle([1..20])]";

    assertThat(evaluate(text, Scopes.ofJson("{}"))).isEqualTo(evaluate(text, Scopes.ofJson("{}")));
    assertThat(JsonText.write(evaluate("[$now(), $millis()]", Scopes.ofJson("{}"))))
        .isEqualTo("[\"2026-01-02T03:04:05.006Z\",1767323045006]");
  }

  @Test
  void isSafeForManyThreads() throws Exception {
    var expression =
        Jsonata.compile(
            "($f := function($x){$x.n * 2}; $g := $substring(?, 0, 3); {'s':"
                + " $sum($states.input.items.$f($)), 't': $g($states.input.t), 'm':"
                + " $match($states.input.t, /\\d+/).match})",
            "Output");
    try (var threads = Executors.newFixedThreadPool(8)) {
      var calls =
          IntStream.range(0, 2_000)
              .mapToObj(n ->
                  (Callable<JsonNode>)
                      () ->
                          expression.evaluate(
                              Scopes.ofJson(
                                  "{\"items\":[{\"n\":%d},{\"n\":1}],\"t\":\"abc%d\"}"
                                      .formatted(n, n))))
              .toList();
      var results = threads.invokeAll(calls);
      for (var n = 0; n < calls.size(); n++) {
        assertThat(JsonText.write(results.get(n).get()))
            .isEqualTo("{\"s\":%d,\"t\":\"abc\",\"m\":\"%d\"}".formatted(2 * n + 2, n));
      }
    }
  }

  @Test
  void saysWhereATextIsNotJsonata() {
    var wrong =
        Map.of(
            "a[1,2)", "Expected \"]\", got \",\"",
            "\"unterminated", "String literal must be terminated by a matching quote",
            "1 +", "Unexpected end of expression",
            "{\"a\":}", "The symbol \"}\" cannot be used as a unary operator",
            "$match(\"a\", /abc", "No terminating / in regular expression");

    wrong.forEach((text, message) ->
        assertThatThrownBy(() -> Jsonata.compile(text, "Output"))
            .isInstanceOfSatisfying(
                Jsonata.SyntaxException.class,
                e -> assertThat(e.position()).isBetween(0, text.length()))
            .hasMessage(message));
  }

  @Test
  void refusesWhatIsNotJsonataAtAll() {
    for (var text :
        List.of(
            "",
            "   ",
            "(",
            ")",
            "$x :=",
            "/[/",
            "/(/",
            "function(",
            "`",
            "/*",
            "1 2",
            "(".repeat(100_000))) {
      assertThatThrownBy(() -> Jsonata.compile(text, "Output"))
          .as(text.substring(0, Math.min(9, text.length())))
          .isInstanceOf(Jsonata.SyntaxException.class);
    }
  }

  @Test
  void namesTheVariablesItTakesFromOutside() {
    assertThat(
            Jsonata.compile(
                    "$a & '$no' & \"$no\" & $b.$c /* $no */ & $states.input.`$no`", "Output")
                .variables())
        .containsExactly("a", "b", "c");
    assertThat(
            Jsonata.compile(
                    "($x := $y; $f := function($p, $q){$p + $z}; $sum($f($x, 1)) / $d / $e)",
                    "Output")
                .variables())
        .containsExactly("y", "z", "d", "e");
    assertThat(Jsonata.compile("$match($s, /\\$no/) ~> $count", "Output").variables())
        .containsExactly("s");
  }

  private static JsonNode evaluate(String text, Scope scope) {
    return Jsonata.compile(text, "Output").evaluate(scope);
  }
}
