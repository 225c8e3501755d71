package dev.stateway.translator.expression.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.QueryEvaluationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No expression runs for ever or takes all memory; where AWS's bounds were measured, ours are the
 * same.
 */
@Timeout(20)
class JsonataBoundsTest {
  private static final String TOO_DEEP =
      "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as"
          + " tail-recursive.";
  private static final String TOO_LONG = "Expression evaluation timeout: Check for infinite loop";
  private static final String TOO_LARGE =
      "Expression evaluation memory limit exceeded: Check for excessive memory usage";

  @Test
  void nestsAsDeepAsOnAws() {
    assertThat(value("1" + "+1".repeat(99))).isEqualTo("100");
    assertThat(value("(".repeat(99) + "1" + ")".repeat(99))).isEqualTo("1");
    assertThat(value("1" + "~>$string".repeat(99))).isEqualTo("\"1\"");
    assertThat(value("($f := function($x){ $x <= 0 ? 0 : 1 + $f($x-1) }; $f(31))")).isEqualTo("31");

    for (var text :
        List.of(
            "1" + "+1".repeat(100),
            "(".repeat(100) + "1" + ")".repeat(100),
            "[".repeat(100) + "1" + "]".repeat(100),
            "1" + "~>$string".repeat(100),
            "($f := function($x){ $x <= 0 ? 0 : 1 + $f($x-1) }; $f(32))",
            "($f := function($x){ [$f($x)] }; $f(1))")) {
      assertFails(text, TOO_DEEP);
    }
  }

  @Test
  void holdsAsMuchAsOnAws() {
    assertThat(value("[1..873782] ~> $count()")).isEqualTo("873782");
    assertThat(value("$sum($map([1..100000], function($v){$v * 2}))")).isEqualTo("10000100000");
    assertThat(
            value(
                "$length(($f := function($s, $n){ $n = 0 ? $s : $f($s & $s, $n - 1) }; $f('x',"
                    + " 22)))"))
        .isEqualTo("4194304");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1..873783] ~> $count()",
        "$sum([1..900000])",
        "$range(1, 100000000, 1)",
        "$length(($f := function($s, $n){ $n = 0 ? $s : $f($s & $s, $n - 1) }; $f('x', 23)))",
        "$pad('x', 100000000)",
        "$pad('x', -1e300)",
        "$replace($pad('', 100000, 'a'), 'a', $pad('', 100000, 'b'))",
        "$replace($pad('', 100000, 'a'), /a/, $pad('', 100000, 'b'))",
        "$join($split($pad('', 100000, 'a'), ''), $pad('', 100000, 'b'))",
        "($f := function($x, $n){ $n = 0 ? $x : $f({'a': $x, 'b': $x}, $n - 1) }; $f(1, 60))",
        "($f := function($x, $n){ $n = 0 ? $x : $f([$x, $x], $n - 1) }; $f(1, 60))",
        "($f := function($x, $n){ $n = 0 ? $x : $f({'a': $x, 'b': $x}, $n - 1) }; $x := $f($states,"
            + " 60); $x = $x)",
        "($f := function($x, $n){ $n = 0 ? $x : $f($append($x, $x), $n - 1) }; $f([1], 60))",
        "($f := function($x, $n){ $n = 0 ? $x : $f($zip($x, $x), $n - 1) }; $f([1,2], 60))",
      })
  void endsAtTheBoundOnMemory(String text) {
    assertFails(text, TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "($f := function($x){ $f($x+1) }; $f(1))",
        "$map([1..800000], function($x){ $x + 1 + 1 + 1 })",
        "$reduce([1..1000], function($a, $b){ $count($map([1..1000], function($x){ $x + $a })) })",
        "$match('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',"
            + " /^(.*)(.*)(.*)(.*)(.*)(.*)(.*)b/)",
        "$contains('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',"
            + " /^(.*)(.*)(.*)(.*)(.*)(.*)(.*)b/)",
        "$replace('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',"
            + " /^(.*)(.*)(.*)(.*)(.*)(.*)(.*)b/, 'b')",
        "$split('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',"
            + " /^(.*)(.*)(.*)(.*)(.*)(.*)(.*)b/)",
        "($r := /^(.*)(.*)(.*)(.*)(.*)(.*)(.*)b/;"
            + " $r('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'))",
        "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' ~>"
            + " /^(.*)(.*)(.*)(.*)(.*)(.*)(.*)b/",
        "$map(['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],"
            + " /^(.*)(.*)(.*)(.*)(.*)(.*)(.*)b/)",
      })
  void endsAtTheBoundOnWork(String text) {
    assertFails(text, TOO_LONG);
  }

  @Test
  void refusesAResultThatNoParserWouldRead() {
    assertFails(
        "($f := function($x, $n){ $n = 0 ? $x : $f({'a': $x}, $n - 1) }; $f(1, 5000))", TOO_DEEP);
    assertFails(
        "($f := function($x, $n){ $n = 0 ? $x : $f({'a': $x}, $n - 1) }; $string($f(1, 50000)))",
        TOO_DEEP);
  }

  @Test
  void failsTheSameWayEveryTime() {
    var expression = Jsonata.compile("($f := function($x){ $f($x+1) }; $f(1))", "Output");

    for (var time = 0; time < 3; time++) {
      assertThatThrownBy(() -> expression.evaluate(Scopes.ofJson("{}")))
          .hasMessageContaining(TOO_LONG);
    }
  }

  private static String value(String text) {
    return JsonText.write(Jsonata.compile(text, "Output").evaluate(Scopes.ofJson("{}")));
  }

  private static void assertFails(String text, String what) {
    var expression = Jsonata.compile(text, "Output");
    assertThatThrownBy(() -> expression.evaluate(Scopes.ofJson("{}")))
        .isInstanceOfSatisfying(
            QueryEvaluationException.class,
            e ->
                assertThat(e.cause())
                    .isEqualTo(
                        "The JSONata expression '%s' specified for the field 'Output' threw an error during evaluation: %s"
                            .formatted(text, what)));
  }
}
