package dev.stateway.api.execution;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.WithStateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.StartSyncExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.Tag;
import software.amazon.awssdk.services.sfn.model.ValidationException;

/** What the tag {@code stateway:limits} of a state machine does. */
@WithStateway
class LimitsIT {
  private static final String LARGE_OUTPUT =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Large", "States": {
        "Large": {"Type": "Pass", "Output": "{% $pad('', 300000, 'x') %}", "Next": "Length"},
        "Length": {"Type": "Pass", "Output": "{% $length($states.input) %}", "End": true}}}
      """;

  private static final String LONG_LOOP =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Count", "States": {
        "Count": {"Type": "Pass", "Output": "{% $states.input + 1 %}", "Next": "Enough"},
        "Enough": {"Type": "Choice", "Choices": [{"Condition": "{% $states.input = 6300 %}", "Next": "Done"}],
          "Default": "Count"},
        "Done": {"Type": "Succeed"}}}
      """;

  private static final String CONTEXT =
      """
      {"StartAt": "Show", "States": {
        "Show": {"Type": "Pass", "Parameters": {"execution.$": "$$.Execution"}, "End": true}}}
      """;

  private final SfnClient sfn;

  LimitsIT(SfnClient sfn) {
    this.sfn = sfn;
  }

  private String machine(String definition, @Nullable String limits) {
    return sfn.createStateMachine(
            r -> {
              r.name("limits-" + UUID.randomUUID()).definition(definition).roleArn(ROLE);
              r.type(StateMachineType.EXPRESS);
              if (limits != null) {
                r.tags(tag(limits));
              }
            })
        .stateMachineArn();
  }

  private static Tag tag(String limits) {
    return Tag.builder().key("stateway:limits").value(limits).build();
  }

  private StartSyncExecutionResponse run(String machine, String input) {
    return sfn.startSyncExecution(r -> r.stateMachineArn(machine).input(input));
  }

  @Test
  void failsLargePayloadsAsAwsDoesByDefault() {
    var machine = machine(LARGE_OUTPUT, null);

    assertThat(run(machine, "{}").error()).isEqualTo("States.DataLimitExceeded");
    var input = "\"" + "x".repeat(262_144) + "\"";
    assertThatThrownBy(() -> run(machine, input)).isInstanceOf(ValidationException.class);
    var bytes = "\"" + "ä".repeat(200_000) + "\"";
    assertThatThrownBy(() -> run(machine, bytes))
        .isInstanceOf(InvalidExecutionInputException.class);
  }

  @Test
  void carriesLargePayloadsWhereTheTagSaysSo() {
    var machine = machine(LARGE_OUTPUT, "stateway");

    assertThat(run(machine, "\"" + "x".repeat(300_000) + "\"").output()).isEqualTo("300000");
  }

  @Test
  void carriesPayloadsThatTemporalCannotCarry() throws InterruptedException {
    var definition =
        """
        {"StartAt": "First", "States": {
          "First": {"Type": "Pass", "Parameters": {"a.$": "$", "b.$": "$", "c.$": "$"}, "Next": "Second"},
          "Second": {"Type": "Pass", "Parameters": {"a.$": "$", "b.$": "$", "c.$": "$"}, "Next": "Third"},
          "Third": {"Type": "Pass", "Parameters": {"a.$": "$", "b.$": "$", "c.$": "$"}, "Next": "Wait"},
          "Wait": {"Type": "Wait", "Seconds": 1, "End": true}}}
        """;
    var machine =
        sfn.createStateMachine(r ->
                r.name("large-" + UUID.randomUUID())
                    .definition(definition)
                    .roleArn(ROLE)
                    .tags(tag("stateway")))
            .stateMachineArn();
    var input = "\"" + "x".repeat(500_000) + "\"";
    var execution = sfn.startExecution(r -> r.stateMachineArn(machine).input(input)).executionArn();
    var described = ended(execution);

    assertThat(described.status())
        .as("%s: %s", described.error(), described.cause())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(described.output()).hasSizeGreaterThan(13_000_000);
    var events = new ArrayList<HistoryEvent>();
    sfn.getExecutionHistoryPaginator(r -> r.executionArn(execution)).events().forEach(events::add);
    assertThat(events).hasSize(10);
    assertThat(events.get(6).stateExitedEventDetails().output()).isEqualTo(described.output());
    assertThat(events.get(9).executionSucceededEventDetails().output())
        .isEqualTo(described.output());
  }

  private DescribeExecutionResponse ended(String execution) throws InterruptedException {
    var deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    var described = sfn.describeExecution(r -> r.executionArn(execution));
    while (described.status() == ExecutionStatus.RUNNING && System.nanoTime() < deadline) {
      Thread.sleep(Duration.ofMillis(200));
      described = sfn.describeExecution(r -> r.executionArn(execution));
    }
    return described;
  }

  @Test
  void showsThatAFullHistoryHasNoRoomForARedrive() throws InterruptedException {
    var machine =
        sfn.createStateMachine(r ->
                r.name("full-" + UUID.randomUUID())
                    .definition(
                        """
                        {"StartAt": "A", "States": {
                          "A": {"Type": "Pass", "Next": "B"},
                          "B": {"Type": "Choice", "Default": "A",
                            "Choices": [{"Variable": "$.enough", "IsPresent": true, "Next": "C"}]},
                          "C": {"Type": "Succeed"}}}
                        """)
                    .roleArn(ROLE)
                    .tags(tag("aws")))
            .stateMachineArn();
    var execution = sfn.startExecution(r -> r.stateMachineArn(machine)).executionArn();

    var described = ended(execution);

    assertThat(described.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(described.redriveStatus()).isEqualTo(ExecutionRedriveStatus.NOT_REDRIVABLE);
    assertThat(described.redriveStatusReason()).isEqualTo("Execution history event limit exceeded");
    assertThatThrownBy(() -> sfn.redriveExecution(r -> r.executionArn(execution)))
        .isInstanceOf(ExecutionNotRedrivableException.class)
        .hasMessageContaining("Execution history event limit exceeded");
  }

  @Test
  void followsTheTagFromTheNextExecutionOn() {
    var machine = machine(LARGE_OUTPUT, null);
    sfn.tagResource(r -> r.resourceArn(machine).tags(tag("stateway")));

    assertThat(run(machine, "{}").output()).isEqualTo("300000");

    sfn.untagResource(r -> r.resourceArn(machine).tagKeys("stateway:limits"));
    assertThat(run(machine, "{}").error()).isEqualTo("States.DataLimitExceeded");
  }

  @Test
  void failsLongHistoriesOnlyWhereTheTagSaysSo() {
    var failed = run(machine(LONG_LOOP, "aws"), "0");

    assertThat(run(machine(LONG_LOOP, null), "0").output()).isEqualTo("6300");
    assertThat(failed.error()).isEqualTo("States.Runtime");
    assertThat(failed.cause())
        .isEqualTo("The execution reached the maximum number of history events (25000).");
  }

  @Test
  void refusesOtherValues() {
    assertThatThrownBy(() -> machine(LARGE_OUTPUT, "none"))
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("must be 'aws' or 'stateway'");
    var machine = machine(LARGE_OUTPUT, "aws");
    assertThatThrownBy(() -> sfn.tagResource(r -> r.resourceArn(machine).tags(tag(""))))
        .isInstanceOf(ValidationException.class);
  }

  @Test
  void showsSynchronousExecutionsNoRedriveCount() {
    assertThat(run(machine(CONTEXT, null), "{}").output()).doesNotContain("RedriveCount");
  }
}
