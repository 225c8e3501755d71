package dev.stateway.translator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.translator.model.ChoiceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The definition of one state by itself. */
class StateTranslationTest {
  @Test
  void mayLeadAnywhere() {
    var result =
        Translator.translateState(
            "{\"Type\": \"Choice\", \"Choices\": [{\"Variable\": \"$.n\", \"IsNull\": true,"
                + " \"Next\": \"Elsewhere\"}]}",
            "S");
    assertThat(result)
        .isInstanceOfSatisfying(
            TranslationResult.Translated.class,
            translated ->
                assertThat(translated.machine().flow().state("S")).isInstanceOf(ChoiceState.class));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"Type\": \"Pass\"} | /States/S",
        "{\"Type\": \"Nope\"} | /States/S/Type",
        "{\"End\": true} | /States/S",
        "[] | /States/S",
        "{\"Type\": \"Parallel\", \"Branches\": [], \"End\": true} | /States/S/Branches",
        "{\"Type\": \"Map\", \"End\": true, \"ItemProcessor\": {\"StartAt\": \"A\", \"States\":"
            + " {\"A\": {\"Type\": \"Pass\", \"Next\": \"B\"}}}} |"
            + " /States/S/ItemProcessor/States/A/Next"
      })
  void isRefusedWithThePlace(String definition, String location) {
    assertThat(Translator.translateState(definition, "S"))
        .isInstanceOfSatisfying(
            TranslationResult.Rejected.class,
            rejected ->
                assertThat(rejected.diagnostics())
                    .anySatisfy(problem -> assertThat(problem.location()).isEqualTo(location)));
  }

  @ParameterizedTest
  @CsvSource({"no json", "''"})
  void isRefusedWhereItIsNoJson(String text) {
    assertThat(Translator.translateState(text, "S")).isInstanceOf(TranslationResult.Rejected.class);
  }
}
