package dev.stateway.workflows.maprun;

/** An execution of a Map Run under way. */
public interface PendingChild {
  /** Whether it has ended. */
  boolean isDone();

  /** How; only once it has ended. */
  ChildResult result();

  /** Has it stopped. */
  void cancel();
}
