package dev.stateway.api.execution;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.api.worker.TemporalCalls;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.workflows.temporal.TemporalJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.IncludedData;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.StateMachineTypeNotSupportedException;
import software.amazon.awssdk.services.sfn.model.SyncExecutionStatus;

@WithStateway
class ExecutionsIT {
  private static final String PASS =
      """
      {"StartAt": "Only", "States": {"Only": {"Type": "Pass", "Parameters": {"was.$": "$"}, "End": true}}}
      """;
  private static final String WAIT =
      """
      {"StartAt": "Long", "States": {"Long": {"Type": "Wait", "Seconds": 3600, "End": true}}}
      """;
  private static final String FAIL =
      """
      {"StartAt": "Only", "States": {"Only": {"Type": "Fail", "Error": "No", "Cause": "not today"}}}
      """;
  private static final String TIMES_OUT =
      """
      {"TimeoutSeconds": 1, "StartAt": "Long", "States": {"Long": {"Type": "Wait", "Seconds": 3600, "End": true}}}
      """;

  private final StatewayServer server;
  private final SfnClient sfn;
  private final Executions executions;

  ExecutionsIT(StatewayServer server) {
    this.server = server;
    this.sfn = server.client();
    this.executions = server.part(Executions.class);
  }

  private String machine(String definition, StateMachineType type) {
    return sfn.createStateMachine(
            r -> r.name("m-" + UUID.randomUUID()).definition(definition).roleArn(ROLE).type(type))
        .stateMachineArn();
  }

  private String machine(String definition) {
    return machine(definition, StateMachineType.STANDARD);
  }

  private String start(String machine) {
    return sfn.startExecution(r -> r.stateMachineArn(machine).input("{\"a\": 1.50}"))
        .executionArn();
  }

  private DescribeExecutionResponse ended(String executionArn) {
    executions.awaitClosed(executionArn, Duration.ofSeconds(30)).toFuture().join();
    return sfn.describeExecution(r -> r.executionArn(executionArn));
  }

  @Test
  void runsToItsEnd() {
    var machine = machine(PASS);
    var started = sfn.startExecution(r -> r.stateMachineArn(machine).input("{\"a\": 1.50}"));

    var description = ended(started.executionArn());

    assertThat(description.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(description.stateMachineArn()).isEqualTo(machine);
    assertThat(description.startDate()).isEqualTo(started.startDate());
    assertThat(description.stopDate()).isAfterOrEqualTo(started.startDate());
    assertThat(description.input()).isEqualTo("{\"a\": 1.50}");
    assertThat(description.inputDetails().included()).isTrue();
    assertThat(description.output()).isEqualTo("{\"was\":{\"a\":1.50}}");
    assertThat(description.error()).isNull();
    assertThat(description.redriveCount()).isZero();
  }

  @Test
  void takesNoInputAsAnEmptyObject() {
    var started = sfn.startExecution(r -> r.stateMachineArn(machine(PASS)));

    assertThat(ended(started.executionArn()).input()).isEqualTo("{}");
  }

  @Test
  void tellsWhyItFailed() {
    var description = ended(start(machine(FAIL)));

    assertThat(description.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(description.error()).isEqualTo("No");
    assertThat(description.cause()).isEqualTo("not today");
    assertThat(description.output()).isNull();
  }

  @Test
  void leavesDataOutWhenAskedTo() {
    var arn = start(machine(FAIL));
    ended(arn);

    var description =
        sfn.describeExecution(r -> r.executionArn(arn).includedData(IncludedData.METADATA_ONLY));

    assertThat(description.input()).isNull();
    assertThat(description.inputDetails().included()).isFalse();
    assertThat(description.error()).isNull();
    assertThat(description.status()).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  void timesOutAsAWhole() {
    var description = ended(start(machine(TIMES_OUT)));

    assertThat(description.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
  }

  @Test
  void answersTheSameStartAgainTheSameWhileItRuns() {
    var machine = machine(WAIT);
    var name = UUID.randomUUID().toString();

    var first = sfn.startExecution(r -> r.stateMachineArn(machine).name(name).input("{}"));
    var again = sfn.startExecution(r -> r.stateMachineArn(machine).name(name).input("{}"));

    assertThat(again.executionArn()).isEqualTo(first.executionArn());
    assertThat(again.startDate()).isEqualTo(first.startDate());
    assertThatThrownBy(
            () -> sfn.startExecution(r -> r.stateMachineArn(machine).name(name).input("[]")))
        .isInstanceOfSatisfying(
            ExecutionAlreadyExistsException.class,
            refusal ->
                assertThat(refusal.awsErrorDetails().errorMessage())
                    .isEqualTo("Execution Already Exists: '" + first.executionArn() + "'"));
    sfn.stopExecution(r -> r.executionArn(first.executionArn()));
    assertThatThrownBy(
            () -> sfn.startExecution(r -> r.stateMachineArn(machine).name(name).input("{}")))
        .isInstanceOf(ExecutionAlreadyExistsException.class);
  }

  @Test
  void refusesWrongStarts() {
    var machine = machine(PASS);

    assertThatThrownBy(() -> sfn.startExecution(r -> r.stateMachineArn(machine).input("not json")))
        .isInstanceOfSatisfying(
            InvalidExecutionInputException.class,
            refusal ->
                assertThat(refusal.awsErrorDetails().errorMessage())
                    .isEqualTo(
                        "Invalid State Machine Execution Input: 'Unrecognized token 'not': was"
                            + " expecting (JSON String, Number, Array, Object or token 'null',"
                            + " 'true' or 'false')'"));
    assertThatThrownBy(() -> sfn.startExecution(r -> r.stateMachineArn(machine).input("{} {}")))
        .isInstanceOf(InvalidExecutionInputException.class);
    assertThatThrownBy(() ->
            sfn.startExecution(
                r -> r.stateMachineArn(machine).input("\"" + "é".repeat(140_000) + "\"")))
        .isInstanceOf(InvalidExecutionInputException.class);
    assertThatThrownBy(() -> sfn.startExecution(r -> r.stateMachineArn(machine).name("a/b")))
        .isInstanceOf(InvalidNameException.class);
    assertThatThrownBy(() -> sfn.startExecution(r -> r.stateMachineArn(machine + "x")))
        .isInstanceOf(StateMachineDoesNotExistException.class);
    assertThatThrownBy(() -> sfn.startExecution(r -> r.stateMachineArn("arn:aws:states")))
        .isInstanceOf(InvalidArnException.class);
  }

  @Test
  void runsExpressMachinesToTheirEndInOneCall() {
    var machine = machine(PASS, StateMachineType.EXPRESS);

    var answer = sfn.startSyncExecution(r -> r.stateMachineArn(machine).name("once").input("[1]"));
    var again = sfn.startSyncExecution(r -> r.stateMachineArn(machine).name("once").input("[1]"));

    assertThat(answer.status()).isEqualTo(SyncExecutionStatus.SUCCEEDED);
    assertThat(answer.output()).isEqualTo("{\"was\":[1]}");
    assertThat(answer.executionArn())
        .startsWith(machine.replace(":stateMachine:", ":express:") + ":once:");
    assertThat(answer.name()).isEqualTo("once");
    assertThat(answer.stopDate()).isAfterOrEqualTo(answer.startDate());
    assertThat(answer.billingDetails().billedDurationInMilliseconds() % 100).isZero();
    assertThat(again.executionArn()).isNotEqualTo(answer.executionArn());
  }

  @Test
  void answersFailuresOfExpressMachinesAsAnswers() {
    var answer =
        sfn.startSyncExecution(
            r -> r.stateMachineArn(machine(FAIL, StateMachineType.EXPRESS)).input("{}"));

    assertThat(answer.status()).isEqualTo(SyncExecutionStatus.FAILED);
    assertThat(answer.error()).isEqualTo("No");
    assertThat(answer.cause()).isEqualTo("not today");
  }

  @Test
  void keepsTheTypesApart() {
    var express = machine(PASS, StateMachineType.EXPRESS);
    var execution = start(express);

    assertThatThrownBy(() -> sfn.startSyncExecution(r -> r.stateMachineArn(machine(PASS))))
        .isInstanceOf(StateMachineTypeNotSupportedException.class)
        .hasMessageContaining("This operation is not supported by this type of state machine");
    assertThatThrownBy(() -> sfn.listExecutions(r -> r.stateMachineArn(express)))
        .isInstanceOf(StateMachineTypeNotSupportedException.class);
    for (Runnable call :
        List.<Runnable>of(
            () -> sfn.describeExecution(r -> r.executionArn(execution)),
            () -> sfn.stopExecution(r -> r.executionArn(execution)),
            () -> sfn.getExecutionHistory(r -> r.executionArn(execution)))) {
      assertThatThrownBy(call::run)
          .isInstanceOf(InvalidArnException.class)
          .hasMessageContaining("Invalid Arn: 'Resource type not valid in this context: express'");
    }
  }

  @Test
  void stops() {
    var arn = start(machine(WAIT));

    var stopped = sfn.stopExecution(r -> r.executionArn(arn).error("Enough").cause("of it"));
    var description = sfn.describeExecution(r -> r.executionArn(arn));
    var again = sfn.stopExecution(r -> r.executionArn(arn).error("Other"));

    assertThat(description.status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(description.error()).isEqualTo("Enough");
    assertThat(description.cause()).isEqualTo("of it");
    assertThat(stopped.stopDate()).isEqualTo(description.stopDate());
    assertThat(again.stopDate()).isEqualTo(description.stopDate());
    assertThat(types(sfn.getExecutionHistory(r -> r.executionArn(arn)).events()))
        .startsWith("ExecutionStarted", "WaitStateEntered")
        .endsWith("ExecutionAborted");
  }

  @Test
  void knowsOnlyExecutionsThatWereStarted() {
    var machine = machine(PASS);
    var none = machine.replace(":stateMachine:", ":execution:") + ":none";
    var elsewhere = start(machine).replace("us-east-1", "eu-west-1");

    for (var arn : List.of(none, elsewhere)) {
      for (Runnable call :
          List.<Runnable>of(
              () -> sfn.describeExecution(r -> r.executionArn(arn)),
              () -> sfn.stopExecution(r -> r.executionArn(arn)),
              () -> sfn.describeStateMachineForExecution(r -> r.executionArn(arn)),
              () -> sfn.getExecutionHistory(r -> r.executionArn(arn)))) {
        assertThatThrownBy(call::run)
            .isInstanceOfSatisfying(
                ExecutionDoesNotExistException.class,
                refusal ->
                    assertThat(refusal.awsErrorDetails().errorMessage())
                        .isEqualTo("Execution Does Not Exist: '" + arn + "'"));
      }
    }
    assertThatThrownBy(() -> sfn.describeExecution(r -> r.executionArn(machine)))
        .isInstanceOf(InvalidArnException.class);
  }

  @Test
  void showsEventsPageByPageInBothDirections() {
    var arn = start(machine(PASS));
    ended(arn);

    var all = sfn.getExecutionHistory(r -> r.executionArn(arn)).events();
    assertThat(types(all))
        .containsExactly(
            "ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded");
    assertThat(all.get(1).stateEnteredEventDetails().input()).isEqualTo("{\"a\":1.50}");
    assertThat(pages(arn, false)).isEqualTo(all);
    assertThat(pages(arn, true)).isEqualTo(all.reversed());
  }

  private List<HistoryEvent> pages(String arn, boolean reverse) {
    var events = new ArrayList<HistoryEvent>();
    @Nullable String token = null;
    do {
      var next = token;
      var page =
          sfn.getExecutionHistory(
              r -> r.executionArn(arn).maxResults(3).reverseOrder(reverse).nextToken(next));
      assertThat(page.events()).hasSizeLessThanOrEqualTo(3);
      events.addAll(page.events());
      token = page.nextToken();
    } while (token != null);
    return events;
  }

  @Test
  void showsEventsWithoutDataWhenAskedTo() {
    var arn = start(machine(PASS));
    ended(arn);

    var events =
        sfn.getExecutionHistory(r -> r.executionArn(arn).includeExecutionData(false)).events();

    assertThat(events.get(1).stateEnteredEventDetails().name()).isEqualTo("Only");
    assertThat(events.get(1).stateEnteredEventDetails().input()).isNull();
    assertThatThrownBy(() -> sfn.getExecutionHistory(r -> r.executionArn(arn).nextToken("made-up")))
        .isInstanceOf(InvalidTokenException.class);
  }

  @Test
  void listsNewestFirstPageByPage() {
    var machine = machine(WAIT);
    var started = IntStream.range(0, 7).mapToObj(_ -> start(machine)).toList();
    awaitListed(machine, null, 7);

    var found = new ArrayList<String>();
    @Nullable String token = null;
    do {
      var next = token;
      var page = sfn.listExecutions(r -> r.stateMachineArn(machine).maxResults(3).nextToken(next));
      page.executions().stream().map(ExecutionListItem::executionArn).forEach(found::add);
      token = page.nextToken();
    } while (token != null);

    assertThat(found).isEqualTo(started.reversed());
  }

  @Test
  void findsPagesAmongMoreExecutionsThanAreReadAtOnce() {
    var machine = machine(WAIT);
    var started = IntStream.range(0, 20).mapToObj(_ -> start(machine)).toList();
    awaitListed(machine, null, 20);
    var calls = server.part(TemporalCalls.class);
    var list =
        new ExecutionList(
            new ExecutionSpans(server.part(TemporalConnection.class), 4),
            TemporalJson.dataConverter());

    var found = new ArrayList<String>();
    ExecutionList.@Nullable Position after = null;
    do {
      var query = new ExecutionQuery(machine, null, 7, after);
      var page =
          Objects.requireNonNull(
              calls.call(Duration.ofSeconds(30), () -> list.page(query)).toFuture().join());
      assertThat(page.executions()).hasSizeLessThanOrEqualTo(7);
      page.executions().stream().map(ExecutionSummary::executionArn).forEach(found::add);
      after = page.next();
    } while (after != null);

    assertThat(found).isEqualTo(started.reversed());
  }

  @Test
  void listsByStatus() {
    var machine = machine(WAIT);
    var stopped = start(machine);
    var running = start(machine);
    sfn.stopExecution(r -> r.executionArn(stopped));

    assertThat(awaitListed(machine, ExecutionStatus.ABORTED, 1))
        .singleElement()
        .satisfies(item -> {
          assertThat(item.executionArn()).isEqualTo(stopped);
          assertThat(item.status()).isEqualTo(ExecutionStatus.ABORTED);
          assertThat(item.stopDate()).isNotNull();
        });
    assertThat(awaitListed(machine, ExecutionStatus.RUNNING, 1))
        .extracting(ExecutionListItem::executionArn)
        .containsExactly(running);
    assertThat(awaitListed(machine, ExecutionStatus.SUCCEEDED, 0)).isEmpty();
    var failing = machine(FAIL);
    var timingOut = machine(TIMES_OUT);
    ended(start(failing));
    ended(start(timingOut));
    assertThat(awaitListed(failing, ExecutionStatus.FAILED, 1)).hasSize(1);
    assertThat(awaitListed(timingOut, ExecutionStatus.TIMED_OUT, 1)).hasSize(1);
    assertThat(awaitListed(timingOut, ExecutionStatus.FAILED, 0)).isEmpty();
  }

  private List<ExecutionListItem> awaitListed(
      String machine, @Nullable ExecutionStatus status, int count) {
    // Lists follow what happened after a moment, as AWS's do.
    var deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    List<ExecutionListItem> found;
    do {
      found = sfn.listExecutions(r -> r.stateMachineArn(machine).statusFilter(status)).executions();
    } while (found.size() != count && System.nanoTime() < deadline);
    return found;
  }

  @Test
  void refusesWrongLists() {
    var machine = machine(PASS);

    assertThatThrownBy(() -> sfn.listExecutions(r -> r.stateMachineArn(machine + "x")))
        .isInstanceOf(StateMachineDoesNotExistException.class);
    assertThatThrownBy(() -> sfn.listExecutions(r -> r.maxResults(1)))
        .isInstanceOf(SfnException.class)
        .hasMessageContaining("Either stateMachineArn or mapRunArn must be specified");
    assertThatThrownBy(() -> sfn.listExecutions(r -> r.stateMachineArn(machine).maxResults(1001)))
        .hasMessageContaining(
            "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy"
                + " constraint: Member must have value less than or equal to 1000");
  }

  @Test
  void goesOnWithTheDefinitionItWasStartedWith() {
    var machine = machine(WAIT);
    var arn = start(machine);
    sfn.updateStateMachine(r -> r.stateMachineArn(machine).definition(PASS));
    var revision = sfn.describeStateMachine(r -> r.stateMachineArn(machine)).revisionId();
    var later = start(machine);
    sfn.deleteStateMachine(r -> r.stateMachineArn(machine));

    var origin = sfn.describeStateMachineForExecution(r -> r.executionArn(arn));
    var laterOrigin = sfn.describeStateMachineForExecution(r -> r.executionArn(later));

    assertThat(origin.definition()).isEqualTo(WAIT);
    assertThat(origin.revisionId()).isNull();
    assertThat(origin.stateMachineArn()).isEqualTo(machine);
    assertThat(laterOrigin.definition()).isEqualTo(PASS);
    assertThat(laterOrigin.revisionId()).isEqualTo(revision);
    assertThat(sfn.describeExecution(r -> r.executionArn(arn)).status())
        .isEqualTo(ExecutionStatus.RUNNING);
  }

  @Test
  void waitsNoLongerThanAsked() {
    var arn = start(machine(WAIT));

    var description = executions.awaitClosed(arn, Duration.ofMillis(300)).toFuture().join();

    assertThat(Objects.requireNonNull(description).isClosed()).isFalse();
  }

  private static List<String> types(List<HistoryEvent> events) {
    return events.stream().map(HistoryEvent::typeAsString).toList();
  }
}
