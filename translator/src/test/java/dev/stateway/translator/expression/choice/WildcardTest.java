package dev.stateway.translator.expression.choice;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
  @ParameterizedTest
  @CsvSource({
    "foo*.log, foo23.log, true",
    "foo*.log, foo.log, true",
    "foo*.log, fo.log, false",
    "*, '', true",
    "**, anything, true",
    "*.log, zebra.log, true",
    "a*a, a, false",
    "a*a, aa, true",
    "*ab*ab*, xabyabz, true",
    "*ab*ab*, xabz, false",
    "*aab*, aaab, true",
    "foo\\*bar, foo*bar, true",
    "foo\\*bar, fooxbar, false",
    "'a\\\\*', 'a\\anything', true",
    "plain, plain, true",
    "plain, plain2, false",
    "'', '', true",
    "'', x, false"
  })
  void matches(String pattern, String text, boolean expected) {
    assertThat(Wildcard.compile(pattern).matches(text)).isEqualTo(expected);
  }

  @Test
  void takesLinearTime() {
    var text = "a".repeat(500_000);
    var pattern = "*" + "a".repeat(200_000) + "b*" + "a*".repeat(100_000) + "c";
    assertTimeoutPreemptively(
        ofSeconds(20), () -> assertThat(Wildcard.compile(pattern).matches(text + "c")).isFalse());
  }
}
