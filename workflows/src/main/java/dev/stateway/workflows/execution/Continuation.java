package dev.stateway.workflows.execution;

import dev.stateway.workflows.checkpoint.ExecutionCheckpoint;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run gets of the runs of the same execution before it.
 *
 * @param runs the runs before it, the oldest first
 * @param startDate when the first of them was started
 * @param redriveCount how often the execution has been redriven
 * @param redriveDate when it was last redriven; absent if never
 * @param redriven whether this run is a redrive: the one before it had ended unsuccessfully
 * @param checkpoint where the execution goes on
 */
public record Continuation(
    List<RunSpan> runs,
    Instant startDate,
    int redriveCount,
    @Nullable Instant redriveDate,
    boolean redriven,
    ExecutionCheckpoint checkpoint) {
  public Continuation {
    runs = List.copyOf(runs);
  }

  /**
   * A run and the part of the execution's history it holds.
   *
   * @param runId Temporal's id of it
   * @param firstEventId its first event; its last one is before the first one of the next run
   * @param ended whether the execution had ended with it, and was redriven
   */
  public record RunSpan(String runId, long firstEventId, boolean ended) {}
}
