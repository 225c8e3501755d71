package dev.stateway.workflows.interpreter;

import dev.stateway.workflows.runtime.ExecutionRuntime.Timer;
import org.jspecify.annotations.Nullable;

/** Whether a flow, or one that it is part of, is to end before its time. */
final class Cancellation {
  private final @Nullable Cancellation outer;
  private @Nullable Timer deadline;
  private boolean requested;

  Cancellation(@Nullable Cancellation outer) {
    this.outer = outer;
  }

  void request() {
    requested = true;
  }

  void endAt(Timer timer) {
    deadline = timer;
  }

  boolean isRequested() {
    return requested
        || (deadline != null && deadline.isDone())
        || (outer != null && outer.isRequested());
  }

  void forgetDeadline() {
    if (deadline != null && !deadline.isDone()) {
      deadline.cancel();
    }
  }
}
