package dev.stateway.activities.notice;

/**
 * Writes down what becomes of approvals without anybody's doing: the port that {@code api}
 * implements.
 */
@FunctionalInterface
public interface ApprovalRecords {
  /**
   * Writes it down; returns once that is kept.
   *
   * @param event what has become of it; of a try that was interrupted it may come again
   * @throws RuntimeException it could not be kept
   */
  void write(Event event);

  /** What becomes of an approval. */
  enum Kind {
    ESCALATED,
    EXPIRED
  }

  /**
   * Something that has become of an approval.
   *
   * @param kind what
   * @param approvalId of which
   * @param title what was to be decided
   * @param executionArn that waits for it
   * @param id the same for every try
   */
  record Event(Kind kind, String approvalId, String title, String executionArn, String id) {}
}
