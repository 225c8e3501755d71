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
    return child.redrive() == null
        ? new Tally(
            executions.plus(Counts.waiting(1, 0)), items.plus(Counts.waiting(child.items(), 0)))
        : new Tally(
            executions.plus(Counts.waiting(0, 1)), items.plus(Counts.waiting(0, child.items())));
  }

  /** What a redrive lets be: the executions that succeeded. */
  public Tally onlySucceeded() {
    return new Tally(executions.onlySucceeded(), items.onlySucceeded());
  }

  /** With one of those that are expected under way. */
  public Tally started(ChildInput child) {
    var again = child.redrive() != null;
    return new Tally(executions.started(1, again), items.started(child.items(), again));
  }

  Tally ended(ChildResult result) {
    var number = result.child().items();
    var ended =
        new Tally(executions.ended(result.status(), 1), items.ended(result.status(), number));
    return result.redrivable()
        ? ended
        : new Tally(ended.executions.notRedrivable(1), ended.items.notRedrivable(number));
  }

  /** With the results of all that have ended in files. */
  Tally written() {
    return new Tally(executions.written(), items.written());
  }

  /** Whether none waits or runs. */
  public boolean hasEnded() {
    return executions.pending() == 0
        && executions.running() == 0
        && executions.pendingRedrive() == 0;
  }

  /** The items that failed or timed out: what the threshold is about. */
  public long failedItems() {
    return items.failed() + items.timedOut();
  }
}
