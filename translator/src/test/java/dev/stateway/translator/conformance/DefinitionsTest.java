package dev.stateway.translator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.translator.TranslationResult;
import dev.stateway.translator.Translator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** What runs on AWS translates. */
class DefinitionsTest {
  @TestFactory
  Stream<DynamicTest> realWorldDefinitionsTranslate() {
    return translating("definitions/real-world");
  }

  @TestFactory
  Stream<DynamicTest> executedDefinitionsTranslate() {
    return translating("executions");
  }

  private static Stream<DynamicTest> translating(String folder) {
    return Exceptions.tests(folder, _ -> true, DefinitionsTest::mustTranslate);
  }

  private static void mustTranslate(JsonNode data) {
    var text = Corpus.definition(data).replace("arn:<partition>:", "arn:aws:");
    var result = Translator.translate(text);
    assertThat(result).isInstanceOf(TranslationResult.Translated.class);
  }
}
