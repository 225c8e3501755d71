package dev.stateway.workflows.execution;

/** The names of the queries and signals that an execution's workflow answers. */
public final class ExecutionMessages {
  /** Query: {@link HistoryRequest} to {@link HistoryPage}. */
  public static final String HISTORY = "history";

  /** Query: the id of the last event to an {@code ExecutionCheckpoint}. */
  public static final String REDRIVE_POINT = "redrivePoint";

  /** Query: nothing to an array of {@code ApprovalView}. */
  public static final String APPROVALS = "approvals";

  /** Signal: one {@code ApprovalDecision}. */
  public static final String DECIDE_APPROVAL = "decideApproval";

  /** Signal: the id of a wait and the sealed task token that was opened for it. */
  public static final String TASK_TOKEN_OPENED = "taskTokenOpened";

  private ExecutionMessages() {}
}
