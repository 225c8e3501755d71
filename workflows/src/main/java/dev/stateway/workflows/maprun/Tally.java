package dev.stateway.workflows.maprun;

/**
 * How the executions of a Map Run, or of a part of one, stand, and the items they work on.
 *
 * @param executions the executions
 * @param items their items
 */
public record Tally(Counts executions, Counts items) {
  /** Nothing. */
  public static final Tally NONE = new Tally(Counts.NONE, Counts.NONE);

  /** Both together. */
  public Tally plus(Tally other) {
    return new Tally(executions.plus(other.executions), items.plus(other.items));
  }

  /** With one more that is to be started. */
  public Tally expecting(ChildInput child) {
    return new Tally(executions.plus(Counts.of(1, 0)), items.plus(Counts.of(child.items(), 0)));
  }

  Tally started(ChildInput child) {
    return new Tally(executions.started(1), items.started(child.items()));
  }

  Tally ended(ChildResult result) {
    return new Tally(
        executions.ended(result.status(), 1), items.ended(result.status(), result.child().items()));
  }

  /** With the results of all that have ended in files. */
  Tally written() {
    return new Tally(
        executions.written(executions.total() - executions.pending() - executions.running()),
        items.written(items.total() - items.pending() - items.running()));
  }

  /** Whether none waits or runs. */
  public boolean hasEnded() {
    return executions.pending() == 0 && executions.running() == 0;
  }

  /** The items that failed or timed out: what the threshold is about. */
  public long failedItems() {
    return items.failed() + items.timedOut();
  }
}
