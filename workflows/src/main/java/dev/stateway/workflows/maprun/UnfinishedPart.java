package dev.stateway.workflows.maprun;

/**
 * A part of a Map Run with executions that a redrive has to run.
 *
 * @param shard its number
 * @param unsuccessful executions that did not end well, or that were to run again and did not
 * @param unsuccessfulItems their items
 * @param pending executions that were never started
 * @param pendingItems their items
 */
public record UnfinishedPart(
    int shard, long unsuccessful, long unsuccessfulItems, long pending, long pendingItems) {
  /** What of the part is left to do. */
  static UnfinishedPart of(int shard, Tally tally) {
    return new UnfinishedPart(
        shard,
        tally.executions().unsuccessful() + tally.executions().pendingRedrive(),
        tally.items().unsuccessful() + tally.items().pendingRedrive(),
        tally.executions().pending(),
        tally.items().pending());
  }

  boolean hasWork() {
    return unsuccessful + pending > 0;
  }

  /** How its executions stand when they wait for the redrive. */
  public Tally tally() {
    return new Tally(
        Counts.waiting(pending, unsuccessful), Counts.waiting(pendingItems, unsuccessfulItems));
  }
}
