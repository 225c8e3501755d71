package dev.stateway.api.integrations;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/** How a task waits for a service, and the events of one attempt. */
enum Way {
  CALL(""),
  SYNC(".sync"),
  TOKEN(".waitForTaskToken");

  private final String suffix;

  Way(String suffix) {
    this.suffix = suffix;
  }

  String suffix() {
    return suffix;
  }

  /** The events of an attempt that ends so. */
  List<HistoryEventType> events(HistoryEventType end) {
    var events = begun();
    if (this != CALL) {
      events.add(HistoryEventType.TASK_SUBMITTED);
    }
    events.add(end);
    return events;
  }

  /** The events of an attempt whose call the service refuses. */
  static List<HistoryEventType> refused() {
    var events = begun();
    events.add(HistoryEventType.TASK_FAILED);
    return events;
  }

  private static List<HistoryEventType> begun() {
    return new ArrayList<>(List.of(HistoryEventType.TASK_SCHEDULED, HistoryEventType.TASK_STARTED));
  }
}
