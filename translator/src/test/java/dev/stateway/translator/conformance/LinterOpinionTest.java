package dev.stateway.translator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.translator.TranslationResult;
import dev.stateway.translator.Translator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Verdicts of other tools on definitions: opinions, some of which we do not share. */
class LinterOpinionTest {
  @TestFactory
  Stream<DynamicTest> definitionsAreJudgedAsByLinters() {
    return Exceptions.tests(
        "validation", LinterOpinionTest::isJsonOfALinter, LinterOpinionTest::check);
  }

  private static boolean isJsonOfALinter(Corpus.Case aCase) {
    return !aCase.file().endsWith("aws-recorded.json") && !aCase.file().endsWith("-yaml.json");
  }

  private static void check(JsonNode data) {
    var result = Translator.translate(Corpus.definition(data));
    assertThat(result)
        .isInstanceOf(
            data.get("valid").booleanValue()
                ? TranslationResult.Translated.class
                : TranslationResult.Rejected.class);
  }
}
