package dev.stateway.api.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/** Executions that are redriven: one execution with one history. */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedrivenExecutionsIT {
  private static final String KEPT_BESIDE_APPROVAL =
      """
      {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "Kept", "States": {"Kept": {"Type": "Pass", "Result": "kept", "End": true}}},
        {"StartAt": "Ask", "States": {"Ask": %s}}]}}}
      """
          .formatted(ShortRunsServer.APPROVAL);

  private final TemporalServer temporal;
  private ShortRunsServer server;
  private SfnClient sfn;

  RedrivenExecutionsIT(TemporalServer temporal) {
    this.temporal = temporal;
  }

  @BeforeAll
  void start() throws IOException, InterruptedException {
    server = ShortRunsServer.start(temporal, "redriven");
    sfn = server.client();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void goesOnWhereItFailed() throws IOException, InterruptedException {
    var machine = server.machine(KEPT_BESIDE_APPROVAL);
    var arn = sfn.startExecution(r -> r.stateMachineArn(machine)).executionArn();
    assertThat(server.decide(server.approvalOf(arn), "reject")).isEqualTo(200);
    var failed = server.ended(arn);
    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(failed.redriveStatus()).isEqualTo(ExecutionRedriveStatus.REDRIVABLE);
    var before = server.events(arn, false, 1_000);

    var redriven = sfn.redriveExecution(r -> r.executionArn(arn).clientToken("once"));
    var again = sfn.redriveExecution(r -> r.executionArn(arn).clientToken("once"));

    assertThat(again.redriveDate()).isEqualTo(redriven.redriveDate());
    var running = sfn.describeExecution(r -> r.executionArn(arn));
    assertThat(running.status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(running.startDate()).isEqualTo(failed.startDate());
    assertThat(running.redriveCount()).isEqualTo(1);
    assertThat(running.redriveDate()).isEqualTo(redriven.redriveDate());
    assertThat(running.redriveStatusReason())
        .isEqualTo("Execution is RUNNING and cannot be redriven");
    assertThat(server.decide(server.approvalOf(arn), "approve")).isEqualTo(200);
    var ended = server.ended(arn);
    assertThat(ended.output()).isEqualTo("[\"kept\",{\"decision\":\"APPROVED\"}]");
    var events = server.events(arn, false, 1_000);
    assertThat(events).extracting(HistoryEvent::id).isEqualTo(ShortRunsServer.upTo(events.size()));
    assertThat(events.subList(0, before.size())).isEqualTo(before);
    var redrive = events.get(before.size());
    assertThat(redrive.type()).isEqualTo(HistoryEventType.EXECUTION_REDRIVEN);
    assertThat(redrive.executionRedrivenEventDetails().redriveCount()).isEqualTo(1);
    assertThat(server.events(arn, true, 3).reversed()).isEqualTo(events);
    server.awaitListed(machine, ExecutionStatus.SUCCEEDED, arn);
    assertThat(server.listed(machine, ExecutionStatus.FAILED)).isEmpty();
    var item = sfn.listExecutions(r -> r.stateMachineArn(machine)).executions();
    assertThat(item).hasSize(1);
    assertThat(item.getFirst().redriveCount()).isEqualTo(1);
    assertThat(item.getFirst().redriveDate()).isEqualTo(redriven.redriveDate());
    assertThatThrownBy(() -> sfn.redriveExecution(r -> r.executionArn(arn)))
        .isInstanceOfSatisfying(
            ExecutionNotRedrivableException.class,
            refusal ->
                assertThat(refusal.awsErrorDetails().errorMessage())
                    .isEqualTo("Execution is SUCCEEDED and cannot be redriven"));
  }

  @Test
  void redrivesWhatWasStopped() {
    var machine =
        server.machine(
            """
            {"StartAt": "W", "States": {"W": {"Type": "Wait", "TimestampPath": "$.until", "End": true}}}
            """);
    var until = Instant.now().plusSeconds(5);
    var arn =
        sfn.startExecution(
                r -> r.stateMachineArn(machine).input("{\"until\": \"%s\"}".formatted(until)))
            .executionArn();
    sfn.stopExecution(r -> r.executionArn(arn));
    assertThat(server.ended(arn).status()).isEqualTo(ExecutionStatus.ABORTED);

    sfn.redriveExecution(r -> r.executionArn(arn));

    assertThat(server.ended(arn).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    var events = server.events(arn, false, 1_000);
    assertThat(events).extracting(HistoryEvent::id).isEqualTo(ShortRunsServer.upTo(events.size()));
    assertThat(events)
        .extracting(HistoryEvent::type)
        .contains(HistoryEventType.EXECUTION_ABORTED, HistoryEventType.EXECUTION_REDRIVEN);
  }
}
