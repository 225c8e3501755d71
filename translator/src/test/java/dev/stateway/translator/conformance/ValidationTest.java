package dev.stateway.translator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.translator.Diagnostic;
import dev.stateway.translator.TranslationResult;
import dev.stateway.translator.Translator;
import dev.stateway.translator.model.MachineType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * What AWS accepts is accepted, what AWS refuses is refused in the same words at the same place.
 */
class ValidationTest {
  private record Problem(String code, String message, String location) {}

  @TestFactory
  Stream<DynamicTest> definitionsAreJudgedAsOnAws() {
    return Exceptions.tests(
        "validation", aCase -> aCase.file().endsWith("aws-recorded.json"), ValidationTest::check);
  }

  private static void check(JsonNode data) {
    var result = Translator.translate(concrete(Corpus.definition(data)), type(data));
    if (data.get("valid").booleanValue()) {
      assertThat(result).isInstanceOf(TranslationResult.Translated.class);
      return;
    }
    assertThat(result).isInstanceOf(TranslationResult.Rejected.class);
    var found =
        ((TranslationResult.Rejected) result)
            .diagnostics().stream()
                .filter(diagnostic -> diagnostic.severity() == Diagnostic.Severity.ERROR)
                .map(d -> new Problem(d.code(), d.message(), String.valueOf(d.location())))
                .toList();
    assertThat(found).containsExactlyElementsOf(expected(data));
  }

  private static MachineType type(JsonNode data) {
    return MachineType.valueOf(data.get("type").asString("STANDARD"));
  }

  private static List<Problem> expected(JsonNode data) {
    return data.get("problems")
        .valueStream()
        .map(problem ->
            new Problem(
                problem.get("kind").stringValue(),
                concrete(problem.get("message").stringValue()),
                problem.get("path").stringValue()))
        .toList();
  }

  private static String concrete(String text) {
    return text.replace("arn:<partition>:", "arn:aws:");
  }
}
