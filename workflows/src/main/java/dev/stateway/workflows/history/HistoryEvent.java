package dev.stateway.workflows.history;

import dev.stateway.translator.JsonText;
import java.math.BigDecimal;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * One event.
 *
 * @param id its number within the execution, from 1
 * @param previousEventId the event it follows from, 0 for none
 * @param timestamp when it happened, in the execution's time
 * @param type its kind
 * @param details what AWS shows of it
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html">HistoryEvent</a>
 */
public record HistoryEvent(
    long id, long previousEventId, Instant timestamp, HistoryEventType type, EventDetails details) {
  private static final int MILLISECOND_DIGITS = 3;

  /** AWS's form of it. */
  public ObjectNode render(boolean includeExecutionData) {
    var event = JsonText.MAPPER.createObjectNode();
    event.put("timestamp", BigDecimal.valueOf(timestamp.toEpochMilli(), MILLISECOND_DIGITS));
    event.put("type", type.wireName());
    event.put("id", id);
    event.put("previousEventId", previousEventId);
    var member = type.detailsMember();
    if (member != null) {
      event.set(member, details.render(includeExecutionData));
    }
    return event;
  }
}
