package dev.stateway.workflows.interpreter;

import dev.stateway.translator.model.ChoiceState;
import dev.stateway.translator.model.FailState;
import dev.stateway.translator.model.MapState;
import dev.stateway.translator.model.ParallelState;
import dev.stateway.translator.model.PassState;
import dev.stateway.translator.model.State;
import dev.stateway.translator.model.SucceedState;
import dev.stateway.translator.model.TaskState;
import dev.stateway.translator.model.WaitState;
import dev.stateway.workflows.history.HistoryEventType;
import org.jspecify.annotations.Nullable;

/**
 * The events that frame a state of each type; Fail has no end, and only states that wait can be
 * aborted.
 */
enum StateEvents {
  PASS(HistoryEventType.PASS_STATE_ENTERED, HistoryEventType.PASS_STATE_EXITED, null),
  TASK(
      HistoryEventType.TASK_STATE_ENTERED,
      HistoryEventType.TASK_STATE_EXITED,
      HistoryEventType.TASK_STATE_ABORTED),
  CHOICE(HistoryEventType.CHOICE_STATE_ENTERED, HistoryEventType.CHOICE_STATE_EXITED, null),
  WAIT(
      HistoryEventType.WAIT_STATE_ENTERED,
      HistoryEventType.WAIT_STATE_EXITED,
      HistoryEventType.WAIT_STATE_ABORTED),
  SUCCEED(HistoryEventType.SUCCEED_STATE_ENTERED, HistoryEventType.SUCCEED_STATE_EXITED, null),
  FAIL(HistoryEventType.FAIL_STATE_ENTERED, null, null),
  PARALLEL(
      HistoryEventType.PARALLEL_STATE_ENTERED,
      HistoryEventType.PARALLEL_STATE_EXITED,
      HistoryEventType.PARALLEL_STATE_ABORTED),
  MAP(
      HistoryEventType.MAP_STATE_ENTERED,
      HistoryEventType.MAP_STATE_EXITED,
      HistoryEventType.MAP_STATE_ABORTED);

  private final HistoryEventType entered;
  private final @Nullable HistoryEventType exited;
  private final @Nullable HistoryEventType aborted;

  StateEvents(
      HistoryEventType entered,
      @Nullable HistoryEventType exited,
      @Nullable HistoryEventType aborted) {
    this.entered = entered;
    this.exited = exited;
    this.aborted = aborted;
  }

  static StateEvents of(State state) {
    return switch (state) {
      case PassState _ -> PASS;
      case TaskState _ -> TASK;
      case ChoiceState _ -> CHOICE;
      case WaitState _ -> WAIT;
      case SucceedState _ -> SUCCEED;
      case FailState _ -> FAIL;
      case ParallelState _ -> PARALLEL;
      case MapState _ -> MAP;
    };
  }

  HistoryEventType entered() {
    return entered;
  }

  @Nullable HistoryEventType exited() {
    return exited;
  }

  @Nullable HistoryEventType aborted() {
    return aborted;
  }

  /** Whether such a state can have Retry; only then AWS shows a RetryCount. */
  boolean isRetriable() {
    return switch (this) {
      case TASK, PARALLEL, MAP -> true;
      case PASS, CHOICE, WAIT, SUCCEED, FAIL -> false;
    };
  }
}
