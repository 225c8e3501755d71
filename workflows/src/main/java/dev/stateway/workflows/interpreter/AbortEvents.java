package dev.stateway.workflows.interpreter;

import dev.stateway.workflows.history.EventDetails;
import dev.stateway.workflows.history.HistoryEventType;
import org.jspecify.annotations.Nullable;

/**
 * The events of what is given up: the state a branch is in, and the branches and iterations inside
 * it.
 */
final class AbortEvents {
  private AbortEvents() {}

  /** The execution itself ends: each event follows from the last one of its own branch. */
  static void recordFor(Branch branch) {
    var visit = branch.current();
    if (visit == null) {
      return;
    }
    for (var inner : branch.inner()) {
      recordIteration(inner, visit.stateName());
      recordFor(inner);
    }
    if (visit.isMapRunRunning()) {
      branch.record(HistoryEventType.MAP_RUN_ABORTED, EventDetails.none());
    }
    var aborted = visit.events().aborted();
    if (aborted != null) {
      branch.record(aborted, EventDetails.none());
    }
  }

  /**
   * A branch ends because another one failed: all its events follow from that failure, as AWS has
   * it.
   */
  static void recordInner(Branch branch, long failedEvent, String stateName) {
    branch.continueFrom(failedEvent);
    recordIteration(branch, stateName);
    recordState(branch, failedEvent, branch.current());
  }

  /** The state that failed counts as given up too when it is a Task. */
  static void recordFailed(Branch branch, long failedEvent) {
    var visit = branch.current();
    if (visit != null && visit.events() == StateEvents.TASK) {
      branch.continueFrom(failedEvent);
      branch.recordAside(HistoryEventType.TASK_STATE_ABORTED, EventDetails.none());
    }
  }

  static EventDetails iteration(int index, String stateName) {
    return EventDetails.none().text("name", stateName).number("index", (long) index);
  }

  private static void recordIteration(Branch branch, String stateName) {
    var iteration = branch.iteration();
    if (iteration != null) {
      branch.recordAside(HistoryEventType.MAP_ITERATION_ABORTED, iteration(iteration, stateName));
    }
  }

  private static void recordState(Branch branch, long failedEvent, @Nullable Visit visit) {
    if (visit == null) {
      return;
    }
    for (var inner : branch.inner()) {
      recordInner(inner, failedEvent, visit.stateName());
    }
    if (visit.isMapRunRunning()) {
      branch.recordAside(HistoryEventType.MAP_RUN_ABORTED, EventDetails.none());
    }
    var aborted = visit.events().aborted();
    if (aborted != null) {
      branch.recordAside(aborted, EventDetails.none());
    }
  }
}
