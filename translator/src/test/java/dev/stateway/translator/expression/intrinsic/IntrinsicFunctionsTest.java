package dev.stateway.translator.expression.intrinsic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.translator.expression.jsonpath.InvalidJsonPathException;
import dev.stateway.translator.support.CaseFiles;
import org.junit.jupiter.api.Test;

class IntrinsicFunctionsTest {
  @Test
  void hasTheEighteenOfTheSpecification() {
    assertThat(IntrinsicFunctions.ALL).hasSize(18);
    assertThat(IntrinsicFunctions.ALL).extracting(IntrinsicFunction::name).doesNotHaveDuplicates();
  }

  @Test
  void eachHasACase() {
    var expressions =
        CaseFiles.all("intrinsics").map(aCase -> aCase.get("expression").stringValue()).toList();
    for (var function : IntrinsicFunctions.ALL) {
      assertThat(expressions).anyMatch(text -> text.startsWith(function.name() + "("));
    }
  }

  @Test
  void nestsTenDeepAndNoDeeper() {
    IntrinsicParser.parse(nested(10));
    assertThatThrownBy(() -> IntrinsicParser.parse(nested(11)))
        .isInstanceOf(InvalidJsonPathException.class);
    assertThatThrownBy(() -> IntrinsicParser.parse(nested(100_000)))
        .isInstanceOf(InvalidJsonPathException.class);
  }

  private static String nested(int depth) {
    return "States.Array(".repeat(depth) + ")".repeat(depth);
  }
}
