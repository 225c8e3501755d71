package dev.stateway.api.arn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.arn.StatesArn.Place;
import dev.stateway.api.error.AwsError;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatesArnTest {
  private static final String PREFIX = "arn:aws:states:us-east-1:123456789012:";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stateMachine:name",
        "stateMachine:name.with-1_marks",
        "stateMachine:name:3",
        "stateMachine:name:PROD",
        "execution:name:run",
        "express:name:run:3b6e1d4e-9a4e-4f6e-a7f4-0b5f5a0f0c11",
        "activity:name",
        "mapRun:name/Label:3b6e1d4e-9a4e-4f6e-a7f4-0b5f5a0f0c11"
      })
  void isWrittenAsItWasRead(String resource) {
    assertThat(StatesArn.parse(PREFIX + resource)).hasToString(PREFIX + resource);
  }

  @Test
  void givesItsParts() {
    assertThat(StatesArn.parse(PREFIX + "execution:machine:run"))
        .isEqualTo(
            new StatesArn.Execution(
                new Place("aws", "us-east-1", "123456789012"), "machine", "run"));
  }

  @Test
  void namesTheWorkflowOfAnExecution() {
    assertThat(StatesArn.anyExecution(PREFIX + "execution:machine:run").workflowId())
        .isEqualTo("machine:run");
    assertThat(StatesArn.anyExecution(PREFIX + "express:machine:run:id").workflowId())
        .isEqualTo("machine:run:id");
    assertThat(StatesArn.anyExecution(PREFIX + "execution:machine:run").stateMachineArn())
        .hasToString(PREFIX + "stateMachine:machine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing                                          | Invalid ARN prefix: nothing
          arn:aws:states:us-east-1                         | Invalid ARN prefix: arn:aws:states:us-east-1
          arn:aws:lambda:us-east-1:123456789012:function:f | Resource type not valid in this context: function
          arn:aws:states:us-east-1:123:stateMachine:a      | Resource type not valid in this context: stateMachine
          arn:aws:states:us-east-1:123456789012:machine:a  | Resource type not valid in this context: machine
          arn:aws:states:us-east-1:123456789012:stateMachine | Resource type not valid in this context: stateMachine
          arn:aws:states:us-east-1:123456789012:stateMachine:a b | Resource type not valid in this context: stateMachine
          arn:aws:states:us-east-1:123456789012:execution:a | Resource type not valid in this context: execution
          """)
  void refusesWhatIsNone(String text, String why) {
    assertThatThrownBy(() -> StatesArn.parse(text))
        .isInstanceOfSatisfying(
            AwsError.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo("InvalidArn");
              assertThat(refusal.text()).isEqualTo("Invalid Arn: '" + why + "'");
            });
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1000, 1000", "0, ", "01, ", "PROD, ", "1a, ", "9999999999, "})
  void tellsVersionsFromAliases(String qualifier, @Nullable Integer version) {
    var arn = StatesArn.stateMachine(PREFIX + "stateMachine:machine:" + qualifier);

    assertThat(arn.version())
        .isEqualTo(version == null ? OptionalInt.empty() : OptionalInt.of(version));
    assertThat(arn.machine()).hasToString(PREFIX + "stateMachine:machine");
  }

  @ParameterizedTest
  @CsvSource({
    "PROD, true",
    "1a, true",
    "a.b-c_d, true",
    "-, true",
    "1, false",
    "007, false",
    "ä, false",
    "a b, false"
  })
  void knowsTheNamesOfAliases(String name, boolean valid) {
    assertThat(AliasName.isValid(name)).isEqualTo(valid);
    assertThat(AliasName.isValid(name.repeat(81))).isFalse();
  }

  @Test
  void refusesAnotherTypeThanAskedFor() {
    assertThatThrownBy(() -> StatesArn.execution(PREFIX + "express:machine:run:id"))
        .hasMessageContaining("Resource type not valid in this context: express");
    assertThatThrownBy(() -> StatesArn.stateMachine(PREFIX + "activity:name"))
        .hasMessageContaining("Resource type not valid in this context: activity");
    assertThatThrownBy(() -> StatesArn.anyExecution(PREFIX + "stateMachine:name"))
        .hasMessageContaining("Resource type not valid in this context: stateMachine");
  }
}
