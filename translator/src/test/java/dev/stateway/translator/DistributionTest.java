package dev.stateway.translator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.translator.model.Distribution;
import dev.stateway.translator.model.MachineType;
import dev.stateway.translator.model.MapState;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a distributed Map's own executions are started with. */
class DistributionTest {
  @Test
  void theProcessorIsADefinitionOfItsOwn() {
    var distribution = distribution("\"QueryLanguage\": \"JSONata\",", "");
    assertThat(distribution.processorDefinition())
        .isEqualTo(
            """
            {"QueryLanguage":"JSONata","StartAt":"P","States":{"P":{"Type":"Pass","Output":"{% 1 %}","End":true}}}\
            """);
    assertThat(distribution.executionType()).isEqualTo(MachineType.EXPRESS);
    assertThat(Translator.translate(distribution.processorDefinition(), MachineType.EXPRESS))
        .isInstanceOf(TranslationResult.Translated.class);
  }

  @Test
  void aLabelIsMadeWhereThereIsNone() {
    var unlabelled = distribution("\"QueryLanguage\": \"JSONata\",", "");
    var labelled = distribution("\"QueryLanguage\": \"JSONata\",", "\"Label\": \"mine\",");
    assertThat(unlabelled.label())
        .hasSize(36)
        .isEqualTo(distribution("\"QueryLanguage\": \"JSONata\",", "").label());
    assertThat(labelled.label()).isEqualTo("mine");
  }

  private static Distribution distribution(String ofMachine, String ofState) {
    var definition =
        """
        {%s "StartAt": "S", "States": {"S": {"Type": "Map", %s "End": true, "ItemProcessor": {
          "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
          "StartAt": "P", "States": {"P": {"Type": "Pass", "Output": "{%% 1 %%}", "End": true}}}}}}
        """
            .formatted(ofMachine, ofState);
    var result = Translator.translate(definition);
    assertThat(result).isInstanceOf(TranslationResult.Translated.class);
    var machine = ((TranslationResult.Translated) result).machine();
    return Objects.requireNonNull(((MapState) machine.flow().state("S")).distribution());
  }
}
