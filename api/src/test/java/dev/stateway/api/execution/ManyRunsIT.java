package dev.stateway.api.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/** Executions that take more than one run of their workflow: one execution with one history. */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyRunsIT {
  private static final String LOOP =
      """
      {"StartAt": "Init", "States": {
        "Init": {"Type": "Pass", "Result": {"n": 0}, "Next": "More"},
        "More": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThan": %d, "Next": "Add"}], "Default": "Done"},
        "Add": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "More"},
        "Done": {"Type": "Succeed"}}}
      """;
  private static final String APPROVAL_BESIDE_LOOP =
      """
      {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "Ask", "States": {"Ask": %s}},
        %s
      ]}}}
      """
          .formatted(ShortRunsServer.APPROVAL, LOOP.formatted(100));
  private static final int APPROVALS = 30;
  private static final String APPROVALS_BESIDE_LOOP =
      """
      {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "Each", "States": {"Each": {"Type": "Map", "ItemsPath": "$.items", "End": true,
          "ItemProcessor": {"StartAt": "Ask", "States": {"Ask": %s, "Then": {"Type": "Pass", "End": true}}}}}},
        %s
      ]}}}
      """
          .formatted(
              ShortRunsServer.APPROVAL.replace("\"End\": true", "\"Next\": \"Then\""),
              LOOP.formatted(200));
  private final TemporalServer temporal;
  private ShortRunsServer server;
  private SfnClient sfn;

  ManyRunsIT(TemporalServer temporal) {
    this.temporal = temporal;
  }

  @BeforeAll
  void start() throws IOException, InterruptedException {
    server = ShortRunsServer.start(temporal, "many-runs");
    sfn = server.client();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void isOneExecutionWithOneHistory() throws InterruptedException {
    var machine = server.machine(LOOP.formatted(100));
    var started = sfn.startExecution(r -> r.stateMachineArn(machine));
    var arn = started.executionArn();

    var description = server.ended(arn);

    assertThat(description.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(description.output()).isEqualTo("{\"n\":100}");
    assertThat(description.startDate()).isEqualTo(started.startDate());
    assertThat(description.redriveCount()).isZero();
    assertThat(server.runs(arn)).isGreaterThan(3);
    var events = server.events(arn, false, 70);
    assertThat(events).extracting(HistoryEvent::id).isEqualTo(ShortRunsServer.upTo(events.size()));
    assertThat(events.getLast().type()).isEqualTo(HistoryEventType.EXECUTION_SUCCEEDED);
    assertThat(events).hasSizeGreaterThan(400);
    assertThat(server.events(arn, true, 1_000).reversed()).isEqualTo(events);
    server.awaitListed(machine, ExecutionStatus.SUCCEEDED, arn);
    var listed = sfn.listExecutions(r -> r.stateMachineArn(machine)).executions();
    assertThat(listed).hasSize(1);
    assertThat(listed.getFirst().startDate()).isEqualTo(started.startDate());
    assertThat(sfn.describeStateMachineForExecution(r -> r.executionArn(arn)).stateMachineArn())
        .isEqualTo(machine);
  }

  @Test
  void stopsInALaterRun() {
    var arn =
        sfn.startExecution(r -> r.stateMachineArn(server.machine(LOOP.formatted(100_000))))
            .executionArn();
    while (server.runs(arn) < 2) {
      assertThat(sfn.describeExecution(r -> r.executionArn(arn)).status())
          .isEqualTo(ExecutionStatus.RUNNING);
    }

    sfn.stopExecution(r -> r.executionArn(arn).error("Enough").cause("of it"));

    var description = server.ended(arn);
    assertThat(description.status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(description.error()).isEqualTo("Enough");
    var events = server.events(arn, false, 1_000);
    assertThat(events).extracting(HistoryEvent::id).isEqualTo(ShortRunsServer.upTo(events.size()));
    assertThat(events.getLast().type()).isEqualTo(HistoryEventType.EXECUTION_ABORTED);
  }

  @Test
  void carriesAnApprovalThatWaits() throws IOException, InterruptedException {
    var machine = server.machine(APPROVAL_BESIDE_LOOP);
    var arn = sfn.startExecution(r -> r.stateMachineArn(machine)).executionArn();
    while (server.runs(arn) < 3) {
      assertThat(sfn.describeExecution(r -> r.executionArn(arn)).status())
          .isEqualTo(ExecutionStatus.RUNNING);
    }
    var id = server.approvalOf(arn);

    assertThat(server.decide(id, "approve")).isEqualTo(200);

    var description = server.ended(arn);
    assertThat(description.output()).isEqualTo("[{\"decision\":\"APPROVED\"},{\"n\":100}]");
    assertThat(server.statusOf(id)).isEqualTo("APPROVED");
  }

  @Test
  void losesNoDecisionBetweenRuns() throws Exception {
    var machine = server.machine(APPROVALS_BESIDE_LOOP);
    var items = IntStream.range(0, APPROVALS).mapToObj(Integer::toString).toList();
    var arn =
        sfn.startExecution(
                r -> r.stateMachineArn(machine).input("{\"items\": %s, \"n\": 0}".formatted(items)))
            .executionArn();
    var ids = awaitApprovals(arn);

    var before = server.runs(arn);

    // A few at once, one after the other: some arrive while a run ends.
    try (var people = Executors.newFixedThreadPool(3)) {
      var answers =
          people.invokeAll(
              ids.stream()
                  .map(id -> (Callable<Integer>) () -> server.decide(id, "approve"))
                  .toList());
      for (var answer : answers) {
        assertThat(answer.get()).isEqualTo(200);
      }
    }

    var description = server.ended(arn);
    assertThat(description.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(server.runs(arn)).isGreaterThan(before);
    var approved = JsonText.parse(description.output()).get(0);
    assertThat(approved.findValues("decision"))
        .hasSize(APPROVALS)
        .allSatisfy(value -> assertThat(value.asString()).isEqualTo("APPROVED"));
  }

  private List<String> awaitApprovals(String arn) throws InterruptedException {
    var deadline = System.nanoTime() + ShortRunsServer.PATIENCE.toNanos();
    while (true) {
      var ids =
          server.events(arn, false, 1_000).stream()
              .filter(event -> event.type() == HistoryEventType.TASK_SUBMITTED)
              .map(event -> event.taskSubmittedEventDetails().output())
              .map(output -> JsonText.parse(output).path("approvalId").asString())
              .toList();
      if (ids.size() == APPROVALS) {
        return ids;
      }
      assertThat(System.nanoTime()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
