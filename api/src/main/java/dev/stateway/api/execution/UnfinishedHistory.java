package dev.stateway.api.execution;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.execution.HistoryPage;
import dev.stateway.workflows.execution.HistoryRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Completes the events of an execution that Temporal ended without its workflow: no worker was
 * there to record the end.
 *
 * @param execution how it ended
 * @param roleArn the role it had
 * @param firstEventId the first event of the run that was ended
 * @param request the page that is asked for
 */
record UnfinishedHistory(
    ExecutionDescription execution,
    @Nullable String roleArn,
    long firstEventId,
    HistoryRequest request) {
  private static final Set<String> ENDS =
      Set.of("ExecutionSucceeded", "ExecutionFailed", "ExecutionAborted", "ExecutionTimedOut");
  private static final int MILLIS = 3;

  /** The page of one that no worker ever ran. */
  HistoryPage ofNoWorker() {
    var events = new ArrayList<JsonNode>();
    if (firstEventId == 1) {
      events.add(started());
    }
    events.add(end(Math.max(1, firstEventId - 1)));
    if (request.reverseOrder()) {
      Collections.reverse(events);
    }
    var after = request.afterId();
    events.removeIf(event -> after != 0 && isSeen(event, after));
    return page(events, false);
  }

  private boolean isSeen(JsonNode event, long after) {
    var id = event.path("id").asLong();
    return request.reverseOrder() ? id >= after : id <= after;
  }

  /** The page with the end, if it belongs there and the workflow did not record it. */
  HistoryPage finished(HistoryPage recorded) {
    var events = new ArrayList<JsonNode>(recorded.events().values());
    if (request.reverseOrder()) {
      var last = events.isEmpty() ? firstEventId - 1 : events.getFirst().path("id").asLong();
      if (isFromTheEnd(last) && (events.isEmpty() || !isEnd(events.getFirst()))) {
        events.addFirst(end(last));
      }
    } else if (!recorded.more() && (events.isEmpty() || !isEnd(events.getLast()))) {
      var last = events.isEmpty() ? request.afterId() : events.getLast().path("id").asLong();
      events.add(end(Math.max(last, firstEventId - 1)));
    }
    return page(events, recorded.more());
  }

  /** Whether the end comes before this event on the page: it was not on the one before. */
  private boolean isFromTheEnd(long last) {
    return request.afterId() == 0 || request.afterId() > last + 1;
  }

  private HistoryPage page(List<JsonNode> events, boolean more) {
    var tooMany = events.size() > request.maxResults();
    var page = tooMany ? events.subList(0, request.maxResults()) : events;
    return new HistoryPage(JsonText.MAPPER.createArrayNode().addAll(page), more || tooMany);
  }

  private static boolean isEnd(JsonNode event) {
    return ENDS.contains(event.path("type").asString());
  }

  private ObjectNode started() {
    var event = event(1, 0, execution.startDate(), "ExecutionStarted");
    var details = event.putObject("executionStartedEventDetails");
    if (request.includeExecutionData()) {
      details.put("input", execution.inputText());
      details.putObject("inputDetails").put("truncated", false);
    }
    if (roleArn != null) {
      details.put("roleArn", roleArn);
    }
    return event;
  }

  private ObjectNode end(long lastId) {
    var timedOut = execution.status() == ExecutionStatus.TIMED_OUT;
    var type = timedOut ? "ExecutionTimedOut" : "ExecutionAborted";
    var stopDate = Objects.requireNonNull(execution.stopDate(), "of a closed execution");
    var event = event(lastId + 1, lastId, stopDate, type);
    var details =
        event.putObject(
            timedOut ? "executionTimedOutEventDetails" : "executionAbortedEventDetails");
    if (execution.error() != null) {
      details.put("error", execution.error());
    }
    if (execution.cause() != null) {
      details.put("cause", execution.cause());
    }
    return event;
  }

  private static ObjectNode event(long id, long previousId, Instant time, String type) {
    return JsonText.MAPPER
        .createObjectNode()
        .put("id", id)
        .put("previousEventId", previousId)
        .put("timestamp", BigDecimal.valueOf(time.toEpochMilli(), MILLIS))
        .put("type", type);
  }
}
