package dev.stateway.api.execution;

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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

/** Lists of executions and of their events. */
@WithStateway
class ExecutionListsIT extends ExecutionTests {
  ExecutionListsIT(StatewayServer server) {
    super(server);
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
}
