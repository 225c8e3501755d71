package dev.stateway.api.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.execution.HistoryPage;
import dev.stateway.workflows.execution.HistoryRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UnfinishedHistoryTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final ExecutionDescription TERMINATED =
      new ExecutionDescription(
          "execution",
          "machine",
          "run",
          ExecutionStatus.ABORTED,
          START,
          START.plusMillis(1_500),
          "{\"a\": 1}",
          null,
          "Enough",
          null,
          0,
          null,
          StartedFrom.STATE_MACHINE,
          false);

  private static UnfinishedHistory history(long after, int max, boolean reverse) {
    return history(1, after, max, reverse);
  }

  private static UnfinishedHistory history(
      long firstEventId, long after, int max, boolean reverse) {
    return new UnfinishedHistory(
        TERMINATED, "role", firstEventId, new HistoryRequest(after, max, reverse, true));
  }

  private static HistoryPage recorded(boolean more, String... events) {
    var array = JsonText.MAPPER.createArrayNode();
    for (var event : events) {
      var parts = event.split(" ", 2);
      array.addObject().put("id", Long.parseLong(parts[0])).put("type", parts[1]);
    }
    return new HistoryPage(array, more);
  }

  private static List<String> events(HistoryPage page) {
    var events = new ArrayList<String>();
    for (var event : page.events()) {
      events.add(event.path("id").asLong() + " " + event.path("type").asString());
    }
    return events;
  }

  @Test
  void addsTheEndToTheLastPage() {
    var page =
        history(0, 10, false).finished(recorded(false, "1 ExecutionStarted", "2 WaitStateEntered"));

    assertThat(events(page))
        .containsExactly("1 ExecutionStarted", "2 WaitStateEntered", "3 ExecutionAborted");
    var end = page.events().get(2);
    assertThat(JsonText.write(end))
        .isEqualTo(
            "{\"id\":3,\"previousEventId\":2,\"timestamp\":1767225601.500,\"type\":\"ExecutionAborted\","
                + "\"executionAbortedEventDetails\":{\"error\":\"Enough\"}}");
    assertThat(page.more()).isFalse();
  }

  @Test
  void leavesTheEndThatWasRecorded() {
    var recorded = recorded(false, "1 ExecutionStarted", "2 ExecutionAborted");

    assertThat(events(history(0, 10, false).finished(recorded))).hasSize(2);
    assertThat(events(history(0, 10, true).finished(recorded(false, "2 ExecutionAborted"))))
        .hasSize(1);
  }

  @Test
  void addsTheEndOnAPageOfItsOwnWhenTheLastIsFull() {
    var full =
        history(0, 2, false).finished(recorded(false, "1 ExecutionStarted", "2 WaitStateEntered"));
    var last = history(2, 2, false).finished(recorded(false));

    assertThat(events(full)).containsExactly("1 ExecutionStarted", "2 WaitStateEntered");
    assertThat(full.more()).isTrue();
    assertThat(events(last)).containsExactly("3 ExecutionAborted");
    assertThat(last.more()).isFalse();
  }

  @Test
  void beginsWithTheEndInReverse() {
    var first =
        history(0, 2, true).finished(recorded(false, "2 WaitStateEntered", "1 ExecutionStarted"));
    var next = history(2, 2, true).finished(recorded(false, "1 ExecutionStarted"));

    assertThat(events(first)).containsExactly("3 ExecutionAborted", "2 WaitStateEntered");
    assertThat(first.more()).isTrue();
    assertThat(events(next)).containsExactly("1 ExecutionStarted");
  }

  @Test
  void tellsTheEventsOfOneThatNoWorkerRan() {
    assertThat(events(history(0, 10, false).ofNoWorker()))
        .containsExactly("1 ExecutionStarted", "2 ExecutionAborted");
    assertThat(events(history(0, 10, true).ofNoWorker()))
        .containsExactly("2 ExecutionAborted", "1 ExecutionStarted");
    assertThat(events(history(1, 10, false).ofNoWorker())).containsExactly("2 ExecutionAborted");
    assertThat(events(history(2, 10, true).ofNoWorker())).containsExactly("1 ExecutionStarted");
    JsonNode started = history(0, 1, false).ofNoWorker().events().get(0);
    assertThat(started.at("/executionStartedEventDetails/input").asString())
        .isEqualTo("{\"a\": 1}");
  }

  @Test
  void tellsTheEndOfALaterRunThatNoWorkerTook() {
    assertThat(events(history(8, 7, 10, false).ofNoWorker())).containsExactly("8 ExecutionAborted");
    assertThat(events(history(8, 0, 10, true).ofNoWorker())).containsExactly("8 ExecutionAborted");
    assertThat(events(history(8, 8, 10, true).ofNoWorker())).isEmpty();
  }

  @Test
  void tellsTheEndOfARunThatWasRedriven() {
    var events = recorded(false, "7 WaitStateEntered");

    assertThat(events(history(7, 9, 10, true).finished(events)))
        .containsExactly("8 ExecutionAborted", "7 WaitStateEntered");
    assertThat(events(history(7, 8, 10, true).finished(events)))
        .containsExactly("7 WaitStateEntered");
    assertThat(events(history(7, 7, 10, false).finished(recorded(false))))
        .containsExactly("8 ExecutionAborted");
  }
}
