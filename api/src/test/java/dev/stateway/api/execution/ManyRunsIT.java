package dev.stateway.api.execution;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.approval.ApprovalDecision;
import dev.stateway.workflows.approval.ApprovalDecision.Choice;
import dev.stateway.workflows.execution.ExecutionMessages;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.ExecutionRedriveStatus;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/**
 * Executions that take more than one run of their workflow, because they are long or are redriven:
 * one execution with one history.
 */
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
  private static final String APPROVAL =
      """
      {"Type": "Task", "Resource": "arn:stateway:states:::approval:request", "Parameters": {"Title": "Well?"},
       "ResultSelector": {"decision.$": "$.decision"}, "End": true}
      """;
  private static final String APPROVAL_BESIDE_LOOP =
      """
      {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "Ask", "States": {"Ask": %s}},
        %s
      ]}}}
      """
          .formatted(APPROVAL, LOOP.formatted(100));
  private static final int APPROVALS = 30;
  private static final String APPROVALS_BESIDE_LOOP =
      """
      {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "Each", "States": {"Each": {"Type": "Map", "ItemsPath": "$.items", "End": true,
          "ItemProcessor": {"StartAt": "Ask", "States": {"Ask": %s}}}}},
        %s
      ]}}}
      """
          .formatted(APPROVAL, LOOP.formatted(200));
  private static final String KEPT_BESIDE_APPROVAL =
      """
      {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "Kept", "States": {"Kept": {"Type": "Pass", "Result": "kept", "End": true}}},
        {"StartAt": "Ask", "States": {"Ask": %s}}]}}}
      """
          .formatted(APPROVAL);

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final HttpClient http = HttpClient.newHttpClient();
  private final TemporalServer temporal;
  private StatewayServer server;
  private SfnClient sfn;

  ManyRunsIT(TemporalServer temporal) {
    this.temporal = temporal;
  }

  @BeforeAll
  void start() throws IOException, InterruptedException {
    server =
        StatewayServer.start(
                temporal.address(),
                Map.of("stateway.runs.events", "100", "stateway.task-queue", "many-runs"))
            .awaitReady();
    sfn = server.client();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private String machine(String definition) {
    return sfn.createStateMachine(
            r -> r.name("m-" + UUID.randomUUID()).definition(definition).roleArn(ROLE))
        .stateMachineArn();
  }

  private DescribeExecutionResponse ended(String executionArn) {
    server.part(Executions.class).awaitClosed(executionArn, PATIENCE).toFuture().join();
    return sfn.describeExecution(r -> r.executionArn(executionArn));
  }

  private List<HistoryEvent> events(String executionArn, boolean reverse, int pageSize) {
    var events = new ArrayList<HistoryEvent>();
    sfn.getExecutionHistoryPaginator(
            r -> r.executionArn(executionArn).reverseOrder(reverse).maxResults(pageSize))
        .events()
        .forEach(events::add);
    return events;
  }

  private static String workflowId(String executionArn) {
    var parts = executionArn.split(":", -1);
    return parts[parts.length - 2] + ":" + parts[parts.length - 1];
  }

  private int runs(String executionArn) {
    var histories = new ExecutionHistories(server.part(TemporalConnection.class));
    return histories.beginning(workflowId(executionArn), "").runs().size();
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private List<String> listed(String machine, ExecutionStatus status) {
    return sfn
        .listExecutions(r -> r.stateMachineArn(machine).statusFilter(status))
        .executions()
        .stream()
        .map(ExecutionListItem::executionArn)
        .toList();
  }

  private void awaitListed(String machine, ExecutionStatus status, String executionArn)
      throws InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!listed(machine, status).equals(List.of(executionArn))) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  @Test
  void isOneExecutionWithOneHistory() throws InterruptedException {
    var machine = machine(LOOP.formatted(100));
    var started = sfn.startExecution(r -> r.stateMachineArn(machine));
    var arn = started.executionArn();

    var description = ended(arn);

    assertThat(description.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(description.output()).isEqualTo("{\"n\":100}");
    assertThat(description.startDate()).isEqualTo(started.startDate());
    assertThat(description.redriveCount()).isZero();
    assertThat(runs(arn)).isGreaterThan(3);
    var events = events(arn, false, 70);
    assertThat(events).extracting(HistoryEvent::id).isEqualTo(upTo(events.size()));
    assertThat(events.getLast().type()).isEqualTo(HistoryEventType.EXECUTION_SUCCEEDED);
    assertThat(events).hasSizeGreaterThan(400);
    assertThat(events(arn, true, 1_000).reversed()).isEqualTo(events);
    awaitListed(machine, ExecutionStatus.SUCCEEDED, arn);
    var listed = sfn.listExecutions(r -> r.stateMachineArn(machine)).executions();
    assertThat(listed).hasSize(1);
    assertThat(listed.getFirst().startDate()).isEqualTo(started.startDate());
    assertThat(sfn.describeStateMachineForExecution(r -> r.executionArn(arn)).stateMachineArn())
        .isEqualTo(machine);
  }

  @Test
  void stopsInALaterRun() {
    var arn =
        sfn.startExecution(r -> r.stateMachineArn(machine(LOOP.formatted(100_000)))).executionArn();
    while (runs(arn) < 2) {
      assertThat(sfn.describeExecution(r -> r.executionArn(arn)).status())
          .isEqualTo(ExecutionStatus.RUNNING);
    }

    sfn.stopExecution(r -> r.executionArn(arn).error("Enough").cause("of it"));

    var description = ended(arn);
    assertThat(description.status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(description.error()).isEqualTo("Enough");
    var events = events(arn, false, 1_000);
    assertThat(events).extracting(HistoryEvent::id).isEqualTo(upTo(events.size()));
    assertThat(events.getLast().type()).isEqualTo(HistoryEventType.EXECUTION_ABORTED);
  }

  @Test
  void carriesAnApprovalThatWaits() throws IOException, InterruptedException {
    var machine = machine(APPROVAL_BESIDE_LOOP);
    var arn = sfn.startExecution(r -> r.stateMachineArn(machine)).executionArn();
    while (runs(arn) < 3) {
      assertThat(sfn.describeExecution(r -> r.executionArn(arn)).status())
          .isEqualTo(ExecutionStatus.RUNNING);
    }
    var id = approvalOf(arn);

    assertThat(decide(id, "approve")).isEqualTo(200);

    var description = ended(arn);
    assertThat(description.output()).isEqualTo("[{\"decision\":\"APPROVED\"},{\"n\":100}]");
    var view = http.send(get("/approvals/" + id), HttpResponse.BodyHandlers.ofString());
    assertThat(JsonText.parse(view.body()).path("status").asString()).isEqualTo("APPROVED");
  }

  @Test
  void losesNoDecisionBetweenRuns() throws InterruptedException {
    var machine = machine(APPROVALS_BESIDE_LOOP);
    var items = IntStream.range(0, APPROVALS).mapToObj(Integer::toString).toList();
    var arn =
        sfn.startExecution(
                r -> r.stateMachineArn(machine).input("{\"items\": %s, \"n\": 0}".formatted(items)))
            .executionArn();
    var workflow =
        server.part(TemporalConnection.class).client().newUntypedWorkflowStub(workflowId(arn));
    var ids = awaitApprovals(arn);

    // One after the other, each once: some arrive while a run ends.
    for (var id : ids) {
      workflow.signal(
          ExecutionMessages.DECIDE_APPROVAL,
          new ApprovalDecision(
              id, UUID.randomUUID().toString(), Choice.APPROVE, "somebody", null, null, null));
      TimeUnit.MILLISECONDS.sleep(70);
    }

    var description = ended(arn);
    assertThat(description.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(runs(arn)).isGreaterThan(3);
    var approved = JsonText.parse(description.output()).get(0);
    assertThat(approved.findValues("decision"))
        .hasSize(APPROVALS)
        .allSatisfy(value -> assertThat(value.asString()).isEqualTo("APPROVED"));
  }

  private List<String> awaitApprovals(String arn) throws InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var ids =
          events(arn, false, 1_000).stream()
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

  @Test
  void goesOnWhereItFailed() throws IOException, InterruptedException {
    var machine = machine(KEPT_BESIDE_APPROVAL);
    var arn = sfn.startExecution(r -> r.stateMachineArn(machine)).executionArn();
    assertThat(decide(approvalOf(arn), "reject")).isEqualTo(200);
    var failed = ended(arn);
    assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(failed.redriveStatus()).isEqualTo(ExecutionRedriveStatus.REDRIVABLE);
    var before = events(arn, false, 1_000);

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
    assertThat(decide(approvalOf(arn), "approve")).isEqualTo(200);
    var ended = ended(arn);
    assertThat(ended.output()).isEqualTo("[\"kept\",{\"decision\":\"APPROVED\"}]");
    var events = events(arn, false, 1_000);
    assertThat(events).extracting(HistoryEvent::id).isEqualTo(upTo(events.size()));
    assertThat(events.subList(0, before.size())).isEqualTo(before);
    var redrive = events.get(before.size());
    assertThat(redrive.type()).isEqualTo(HistoryEventType.EXECUTION_REDRIVEN);
    assertThat(redrive.executionRedrivenEventDetails().redriveCount()).isEqualTo(1);
    assertThat(events(arn, true, 3).reversed()).isEqualTo(events);
    awaitListed(machine, ExecutionStatus.SUCCEEDED, arn);
    assertThat(listed(machine, ExecutionStatus.FAILED)).isEmpty();
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
        machine(
            """
            {"StartAt": "W", "States": {"W": {"Type": "Wait", "TimestampPath": "$.until", "End": true}}}
            """);
    var until = Instant.now().plusSeconds(5);
    var arn =
        sfn.startExecution(
                r -> r.stateMachineArn(machine).input("{\"until\": \"%s\"}".formatted(until)))
            .executionArn();
    sfn.stopExecution(r -> r.executionArn(arn));
    assertThat(ended(arn).status()).isEqualTo(ExecutionStatus.ABORTED);

    sfn.redriveExecution(r -> r.executionArn(arn));

    assertThat(ended(arn).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    var events = events(arn, false, 1_000);
    assertThat(events).extracting(HistoryEvent::id).isEqualTo(upTo(events.size()));
    assertThat(events)
        .extracting(HistoryEvent::type)
        .contains(HistoryEventType.EXECUTION_ABORTED, HistoryEventType.EXECUTION_REDRIVEN);
  }

  /** The approval that the execution waits for; its id has the event it was asked with. */
  private String approvalOf(String executionArn) throws InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var pending =
          events(executionArn, true, 1_000).stream()
              .filter(event -> event.type() == HistoryEventType.TASK_SUBMITTED)
              .map(event -> event.taskSubmittedEventDetails().output())
              .map(output -> JsonText.parse(output).path("approvalId").asString())
              .filter(this::isPending)
              .findFirst();
      if (pending.isPresent()) {
        return pending.get();
      }
      assertThat(System.nanoTime()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private boolean isPending(String id) {
    try {
      var view = http.send(get("/approvals/" + id), HttpResponse.BodyHandlers.ofString());
      return JsonText.parse(view.body()).path("status").asString("").equals("PENDING");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest get(String path) {
    return request(path).build();
  }

  private int decide(String id, String decision) throws IOException, InterruptedException {
    var request =
        request("/approvals/" + id + "/" + decision)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.endpoint().resolve(path))
        .header("Authorization", "Bearer " + StatewayServer.API_KEY);
  }
}
