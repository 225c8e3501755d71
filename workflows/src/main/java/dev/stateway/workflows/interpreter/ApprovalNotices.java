package dev.stateway.workflows.interpreter;

import dev.stateway.workflows.approval.ApprovalNotice;
import dev.stateway.workflows.runtime.ExecutionRuntime.PendingTask;
import dev.stateway.workflows.runtime.TaskOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Word of one approval that was sent, or is being sent: nothing waits for it. */
final class ApprovalNotices {
  /** As many are remembered: there is no end to reminders. */
  private static final int MOST = 50;

  private final List<Sending> sendings = new ArrayList<>();
  private final List<PendingTask> records = new ArrayList<>();

  /** A notice, and what sends it; absent once it has ended in another run. */
  private record Sending(ApprovalNotice notice, @Nullable PendingTask task) {
    boolean isSettled() {
      return task == null || task.isDone();
    }

    ApprovalNotice view() {
      return task == null || !task.isDone() ? notice : notice.ended(error(task.outcome()));
    }

    private static @Nullable String error(TaskOutcome outcome) {
      return switch (outcome) {
        case TaskOutcome.Succeeded _ -> null;
        case TaskOutcome.Failed(var error, var cause) ->
            Objects.requireNonNullElse(error, "") + ": " + Objects.requireNonNullElse(cause, "");
        case TaskOutcome.TimedOut _ -> "It was not sent in time";
        case TaskOutcome.Cancelled _ -> "It was given up";
      };
    }
  }

  void restore(List<ApprovalNotice> ended) {
    ended.forEach(notice -> sendings.add(new Sending(notice, null)));
  }

  void add(ApprovalNotice notice, PendingTask task) {
    sendings.add(new Sending(notice, task));
    if (sendings.size() > MOST) {
      sendings.removeFirst();
    }
  }

  /** That something is being written down. */
  void addRecord(PendingTask task) {
    records.removeIf(PendingTask::isDone);
    records.add(task);
  }

  /** Whether nothing is being written down. */
  boolean areRecorded() {
    return records.stream().allMatch(PendingTask::isDone);
  }

  /** Whether none is being sent, and nothing is being written down. */
  boolean areSettled() {
    return areRecorded() && sendings.stream().allMatch(Sending::isSettled);
  }

  List<ApprovalNotice> views() {
    return sendings.stream().map(Sending::view).toList();
  }
}
