package dev.stateway.translator.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.support.Evaluation;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Expressions against the expectations of another implementation's unit tests; where it and AWS
 * differ, AWS wins.
 */
class ExpressionsTest {
  @TestFactory
  Stream<DynamicTest> expressionsGiveTheirResults() {
    return Exceptions.tests("expressions", _ -> true, ExpressionsTest::check);
  }

  private static void check(JsonNode data) {
    var expected = data.get("expected");
    if (expected.has("error")) {
      // The names of errors are the specification's there, AWS has its own.
      assertThatThrownBy(() -> actual(data))
          .isInstanceOfAny(StatesException.class, Evaluation.Refused.class);
    } else {
      assertThat(actual(data))
          .isEqualTo(expected.has("next") ? expected.get("next") : expected.get("result"));
    }
  }

  private static JsonNode actual(JsonNode data) {
    var evaluation = new Evaluation(data.path("input"), data.path("context"));
    return switch (data.get("kind").stringValue()) {
      case "intrinsic" -> evaluation.computed(data.get("expression").stringValue());
      case "jsonPath" -> evaluation.computed(data.get("path").stringValue());
      case "inputPath" -> evaluation.path("InputPath", data.get("path"));
      case "outputPath" -> evaluation.path("OutputPath", data.get("path"));
      case "resultPath" -> evaluation.resultPath(data.get("path"), data.get("result"));
      case "payloadTemplate" -> evaluation.template(data.get("template"));
      case "choice" -> evaluation.choice(data.get("state"));
      default -> throw new IllegalArgumentException("unknown kind: " + data.get("kind"));
    };
  }
}
