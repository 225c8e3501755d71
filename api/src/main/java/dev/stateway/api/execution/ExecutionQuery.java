package dev.stateway.api.execution;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.workflows.execution.ExecutionVisibility;
import dev.stateway.workflows.temporal.MapRunWorkflow;
import io.temporal.common.SearchAttributeKey;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which executions are listed.
 *
 * @param stateMachineArn executions of this state machine, or that were started with this version
 *     or alias; absent: of a Map Run
 * @param mapRunArn executions that this Map Run has started
 * @param status only of this status; absent for all
 * @param redriven only those that have been redriven, or that have not; absent for all
 * @param pendingBefore executions that ended unsuccessfully before this time wait to be run again
 *     by their Map Run; absent where none does
 * @param limit executions at the most
 * @param after where the page before ended; absent for the first
 */
public record ExecutionQuery(
    @Nullable String stateMachineArn,
    @Nullable String mapRunArn,
    @Nullable Status status,
    @Nullable Boolean redriven,
    @Nullable Instant pendingBefore,
    int limit,
    ExecutionList.@Nullable Position after) {
  private static final String REDRIVE_COUNT = ExecutionVisibility.REDRIVE_COUNT.getName();
  private static final String UNSUCCESSFUL =
      "ExecutionStatus IN ('Failed', 'TimedOut', 'Canceled', 'Terminated')";

  /** A status to look for. */
  public enum Status {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED,
    PENDING_REDRIVE
  }

  /** Executions of a state machine. */
  public ExecutionQuery(
      String stateMachineArn,
      @Nullable Status status,
      int limit,
      ExecutionList.@Nullable Position after) {
    this(stateMachineArn, null, status, null, null, limit, after);
  }

  /** Temporal's query for them. */
  String filter() {
    return all() + ofStatus() + ofRedrive();
  }

  /** That for all of their later runs. */
  String ofRedriven() {
    return all() + " AND " + REDRIVE_COUNT + " > 0";
  }

  /** Whether later runs of an execution that is found may not be found. */
  boolean missesLaterRuns() {
    if (Boolean.FALSE.equals(redriven)) {
      return true;
    }
    return switch (status) {
      case FAILED, TIMED_OUT, ABORTED, PENDING_REDRIVE -> true;
      case RUNNING, SUCCEEDED -> false;
      case null -> false;
    };
  }

  /** Whether an execution that ended unsuccessfully at this time waits to be run again. */
  boolean isPendingRedrive(@Nullable Instant stopDate) {
    return pendingBefore != null && stopDate != null && stopDate.isBefore(pendingBefore);
  }

  private String all() {
    return of() + " AND ExecutionStatus != 'ContinuedAsNew'";
  }

  private String of() {
    return stateMachineArn != null
        ? attribute(stateMachineArn).getName() + " = " + quoted(stateMachineArn)
        : String.format(
            Locale.ROOT,
            "%s = %s AND WorkflowType != '%s'",
            ExecutionVisibility.MAP_RUN.getName(),
            quoted(String.valueOf(mapRunArn)),
            MapRunWorkflow.TYPE);
  }

  private static SearchAttributeKey<String> attribute(String stateMachineArn) {
    var arn = StatesArn.stateMachine(stateMachineArn);
    if (arn.qualifier() == null) {
      return ExecutionVisibility.STATE_MACHINE;
    }
    return arn.version().isPresent() ? ExecutionVisibility.VERSION : ExecutionVisibility.ALIAS;
  }

  private String ofRedrive() {
    if (redriven == null) {
      return "";
    }
    return redriven ? " AND " + REDRIVE_COUNT + " > 0" : " AND " + REDRIVE_COUNT + " IS NULL";
  }

  private String ofStatus() {
    var timedOut = ExecutionVisibility.STATUS.getName() + " = 'TIMED_OUT'";
    return switch (status) {
      case null -> "";
      case RUNNING -> " AND ExecutionStatus = 'Running'";
      case SUCCEEDED -> " AND ExecutionStatus = 'Completed'";
      case FAILED -> " AND ExecutionStatus = 'Failed' AND NOT " + timedOut + notPending();
      case TIMED_OUT ->
          " AND (ExecutionStatus = 'TimedOut' OR (ExecutionStatus = 'Failed' AND "
              + timedOut
              + "))"
              + notPending();
      case ABORTED ->
          " AND (ExecutionStatus = 'Canceled' OR ExecutionStatus = 'Terminated')" + notPending();
      // Where none waits, none is found.
      case PENDING_REDRIVE ->
          " AND " + UNSUCCESSFUL + " AND CloseTime < '" + orBeginning(pendingBefore) + "'";
    };
  }

  private String notPending() {
    return pendingBefore == null ? "" : " AND CloseTime >= '" + pendingBefore + "'";
  }

  private static Instant orBeginning(@Nullable Instant time) {
    return time == null ? Instant.EPOCH : time;
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
