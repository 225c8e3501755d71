package dev.stateway.workflows.execution;

/** The names of the queries and signals that an execution's workflow answers. */
public final class ExecutionMessages {
  /** Query: {@link HistoryRequest} to {@link HistoryPage}. */
  public static final String HISTORY = "history";

  /**
   * Query: the id of the last event, 0 for what the workflow itself knows, to an {@code
   * ExecutionCheckpoint}.
   */
  public static final String REDRIVE_POINT = "redrivePoint";

  /** Query: nothing to an array of {@code ApprovalView}. */
  public static final String APPROVALS = "approvals";

  /** Signal: one {@code ApprovalDecision}. */
  public static final String DECIDE_APPROVAL = "decideApproval";

  /** Signal: one {@code ApprovalDelegation}. */
  public static final String DELEGATE_APPROVAL = "delegateApproval";

  /** Signal: the id of a wait and the sealed task token that was opened for it. */
  public static final String TASK_TOKEN_OPENED = "taskTokenOpened";

  /**
   * Signal: the id of a wait, and the name of the worker of a Step Functions activity that has its
   * work, or null.
   */
  public static final String ACTIVITY_STARTED = "activityStarted";

  /** Query on a Map Run: nothing to {@code MapRunView}. */
  public static final String MAP_RUN = "mapRun";

  /** Query on a Map Run: nothing to {@code MapRunProgress}. */
  public static final String MAP_RUN_PROGRESS = "mapRunProgress";

  /** Signal to a Map Run: one {@code MapRunLimitsChange}. */
  public static final String UPDATE_MAP_RUN = "updateMapRun";

  /** Signal to a Map Run: the number of a part and its {@code Tally}. */
  public static final String SHARD_PROGRESS = "shardProgress";

  private ExecutionMessages() {}
}
