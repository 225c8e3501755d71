package dev.stateway.workflows.maprun;

/**
 * What a part of a Map Run tells of itself before it has ended: failures, for there may be too
 * many; now and then that many have succeeded; and that others may run because it has none left to
 * start.
 */
public final class ShardProgress {
  private static final int STEP = 100;
  private static final int SHARE = 4;

  private Tally told;
  private long toldRunning;
  private final long runningStep;

  /** Of a part of which so many run at a time. */
  public ShardProgress(int concurrency) {
    told = Tally.NONE;
    toldRunning = concurrency;
    runningStep = Math.max(1, concurrency / SHARE);
  }

  /** Whether this is to be told; at the end the result tells it all. */
  public boolean isNews(Tally tally) {
    var executions = tally.executions();
    var waiting = executions.pending() + executions.pendingRedrive();
    var isNews =
        tally.failedItems() > told.failedItems()
            || executions.succeeded() - told.executions().succeeded() >= STEP
            || (waiting == 0 && toldRunning - executions.running() >= runningStep);
    if (tally.hasEnded() || !isNews) {
      return false;
    }
    told = tally;
    toldRunning = executions.running();
    return true;
  }
}
