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
 * @param failuresNotRedrivable of those that did not end well, those that a redrive cannot run
 *     again
 * @param pendingRedrive did not end well, and wait to be run again
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
    long resultsWritten,
    long failuresNotRedrivable,
    long pendingRedrive) {
  /** Nothing. */
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** So many that wait, and that wait to be run again. */
  public static Counts waiting(long pending, long pendingRedrive) {
    return new Counts(pending, 0, 0, 0, 0, 0, 0, 0, pendingRedrive);
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
        resultsWritten + other.resultsWritten,
        failuresNotRedrivable + other.failuresNotRedrivable,
        pendingRedrive + other.pendingRedrive);
  }

  /** All of them. */
  public long total() {
    return pending + running + pendingRedrive + ended();
  }

  /** Those that a redrive lets be. */
  Counts onlySucceeded() {
    return new Counts(0, 0, succeeded, 0, 0, 0, Math.min(resultsWritten, succeeded), 0, 0);
  }

  /** Those that ended, and not well. */
  long unsuccessful() {
    return failed + timedOut + aborted;
  }

  private long ended() {
    return succeeded + unsuccessful();
  }

  /** Of those that wait, so many begin to run, for the first time or again. */
  Counts started(long number, boolean again) {
    return new Counts(
        pending - (again ? 0 : number),
        running + number,
        succeeded,
        failed,
        timedOut,
        aborted,
        resultsWritten,
        failuresNotRedrivable,
        pendingRedrive - (again ? number : 0));
  }

  Counts ended(ExecutionStatus status, long number) {
    return switch (status) {
      case RUNNING -> this;
      case SUCCEEDED -> plus(new Counts(0, -number, number, 0, 0, 0, 0, 0, 0));
      case FAILED -> plus(new Counts(0, -number, 0, number, 0, 0, 0, 0, 0));
      case TIMED_OUT -> plus(new Counts(0, -number, 0, 0, number, 0, 0, 0, 0));
      case ABORTED -> plus(new Counts(0, -number, 0, 0, 0, number, 0, 0, 0));
    };
  }

  Counts notRedrivable(long number) {
    return plus(new Counts(0, 0, 0, 0, 0, 0, 0, number, 0));
  }

  Counts written() {
    return plus(new Counts(0, 0, 0, 0, 0, 0, ended() - resultsWritten, 0, 0));
  }
}
