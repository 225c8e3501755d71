package dev.stateway.workflows.history;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.HistoryPage;
import dev.stateway.workflows.execution.HistoryRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Records an execution's events and gives them out in pages.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html">GetExecutionHistory</a>
 */
public final class ExecutionHistory {
  /** What a page may hold: an answer to a query must stay below 2 MiB. */
  static final long PAGE_BYTES = 1_400_000;

  private final List<HistoryEvent> events = new ArrayList<>();

  /** Records an event and gives its id. */
  public long add(
      HistoryEventType type, long previousEventId, Instant timestamp, EventDetails details) {
    var id = events.size() + 1L;
    events.add(new HistoryEvent(id, previousEventId, timestamp, type, details));
    return id;
  }

  /** How many events there are. */
  public int size() {
    return events.size();
  }

  /** All events so far. */
  public List<HistoryEvent> events() {
    return List.copyOf(events);
  }

  /** As many events as were asked for and an answer can hold, at least one if there is one. */
  public HistoryPage page(HistoryRequest request) {
    var page = JsonText.MAPPER.createArrayNode();
    var bytes = 0L;
    var step = request.reverseOrder() ? -1 : 1;
    var index = firstIndex(request);
    while (isWithin(index) && page.size() < request.maxResults()) {
      var event = events.get(index).render(request.includeExecutionData());
      bytes += JsonText.write(event).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > PAGE_BYTES && !page.isEmpty()) {
        break;
      }
      page.add(event);
      index += step;
    }
    return new HistoryPage(page, isWithin(index));
  }

  private int firstIndex(HistoryRequest request) {
    // Ids count from 1 without gaps: the event after id n is at index n, the one before it at n -
    // 2.
    if (request.reverseOrder()) {
      var last = request.afterId() == 0 ? events.size() + 1L : request.afterId();
      return (int) Math.min(last, events.size() + 1L) - 2;
    }
    return Math.clamp(request.afterId(), 0, events.size());
  }

  private boolean isWithin(int index) {
    return index >= 0 && index < events.size();
  }
}
