package dev.stateway.workflows.checkpoint;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an execution stands between two of its runs: enough to go on without doing or recording
 * anything twice.
 *
 * @param startTime when it began, as its states see it
 * @param deadline when it times out; absent for no bound, and for a redrive, which has a new one
 * @param lastEventId the last event of its history
 * @param approvals those that wait for a decision
 * @param line its own line of states; absent when it has not come to its first one
 */
public record ExecutionCheckpoint(
    Instant startTime,
    @Nullable Instant deadline,
    long lastEventId,
    List<ApprovalRequest> approvals,
    @Nullable BranchCheckpoint line) {
  public ExecutionCheckpoint {
    approvals = List.copyOf(approvals);
  }
}
