package dev.stateway.translator.expression.choice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.translator.support.CaseFiles;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void hasTheThirtyNineOfTheSpecification() {
    assertThat(operators()).hasSize(39);
  }

  @Test
  void eachHasACase() {
    var cases = CaseFiles.all("choice").map(aCase -> aCase.get("state").toString()).toList();
    assertThat(operators())
        .allSatisfy(
            operator -> assertThat(cases).anyMatch(text -> text.contains("\"" + operator + "\"")));
  }

  private static Stream<String> operators() {
    return Arrays.stream(Comparison.values())
        .flatMap(comparison ->
            comparison.hasPathForm()
                ? Stream.of(comparison.field(), comparison.field() + "Path")
                : Stream.of(comparison.field()));
  }
}
