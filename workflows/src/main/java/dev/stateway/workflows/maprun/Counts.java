package dev.stateway.workflows.maprun;

import dev.stateway.workflows.execution.ExecutionStatus;

/**
 * How many executions, or items, stand how.
 *
 * @param pending not started yet, or never
 * @param running under way
 * @param succeeded ended well
 * @param failed failed
 * @param timedOut ran out of time
 * @param aborted were stopped
 * @param resultsWritten whose results are in a file
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_MapRunExecutionCounts.html">MapRunExecutionCounts</a>
 */
public record Counts(
    long pending,
    long running,
    long succeeded,
    long failed,
    long timedOut,
    long aborted,
    long resultsWritten) {
  /** Nothing. */
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

  /** So many that wait, and that run. */
  public static Counts of(long pending, long running) {
    return new Counts(pending, running, 0, 0, 0, 0, 0);
  }

  /** Both together. */
  public Counts plus(Counts other) {
    return new Counts(
        pending + other.pending,
        running + other.running,
        succeeded + other.succeeded,
        failed + other.failed,
        timedOut + other.timedOut,
        aborted + other.aborted,
        resultsWritten + other.resultsWritten);
  }

  /** All of them. */
  public long total() {
    return pending + running + succeeded + failed + timedOut + aborted;
  }

  Counts started(long number) {
    return plus(new Counts(-number, number, 0, 0, 0, 0, 0));
  }

  Counts ended(ExecutionStatus status, long number) {
    return switch (status) {
      case RUNNING -> this;
      case SUCCEEDED -> plus(new Counts(0, -number, number, 0, 0, 0, 0));
      case FAILED -> plus(new Counts(0, -number, 0, number, 0, 0, 0));
      case TIMED_OUT -> plus(new Counts(0, -number, 0, 0, number, 0, 0));
      case ABORTED -> plus(new Counts(0, -number, 0, 0, 0, number, 0));
    };
  }

  Counts written(long number) {
    return plus(new Counts(0, 0, 0, 0, 0, 0, number));
  }
}
