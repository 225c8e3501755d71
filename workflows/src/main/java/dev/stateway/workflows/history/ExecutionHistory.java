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
  private final long firstId;
  private long bytes;

  /** The history of a run whose first event has this id. */
  public ExecutionHistory(long firstId) {
    this.firstId = firstId;
  }

  /** Records an event and gives its id. */
  public long add(
      HistoryEventType type, long previousEventId, Instant timestamp, EventDetails details) {
    var id = firstId + events.size();
    bytes += details.roughSize();
    events.add(new HistoryEvent(id, previousEventId, timestamp, type, details));
    return id;
  }

  /** The id of the first event of this run. */
  public long firstId() {
    return firstId;
  }

  /** The id of the last event so far; the one before the first when there is none. */
  public long lastId() {
    return firstId + events.size() - 1;
  }

  /** How many events this run has recorded. */
  public int size() {
    return events.size();
  }

  /** How much their texts and trees take, roughly. */
  public long bytes() {
    return bytes;
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
    // Ids count up without gaps: the event of id n is at index n - firstId.
    if (request.reverseOrder()) {
      var after = request.afterId() == 0 ? Long.MAX_VALUE : request.afterId();
      return Math.clamp(Math.min(after, lastId() + 1) - 1 - firstId, -1, events.size());
    }
    return Math.clamp(request.afterId() + 1 - firstId, 0, events.size());
  }

  private boolean isWithin(int index) {
    return index >= 0 && index < events.size();
  }
}
