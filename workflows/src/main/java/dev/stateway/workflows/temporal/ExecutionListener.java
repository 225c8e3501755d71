package dev.stateway.workflows.temporal;

import dev.stateway.workflows.approval.ApprovalDecision;
import dev.stateway.workflows.approval.ApprovalDelegation;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.checkpoint.ExecutionCheckpoint;
import dev.stateway.workflows.execution.ExecutionMessages;
import dev.stateway.workflows.execution.HistoryPage;
import dev.stateway.workflows.execution.HistoryRequest;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The queries and signals of an execution's workflow, as Temporal needs to see them. */
public interface ExecutionListener {
  /** A page of the events. */
  @QueryMethod(name = ExecutionMessages.HISTORY)
  HistoryPage history(HistoryRequest request);

  /** Where a redrive goes on, given the last event of the history. */
  @QueryMethod(name = ExecutionMessages.REDRIVE_POINT)
  ExecutionCheckpoint redrivePoint(long lastEventId);

  /** All approvals. */
  @QueryMethod(name = ExecutionMessages.APPROVALS)
  List<ApprovalView> approvals();

  /** An answer to an approval. */
  @SignalMethod(name = ExecutionMessages.DECIDE_APPROVAL)
  void decideApproval(ApprovalDecision decision);

  /** That somebody hands their answer to an approval on. */
  @SignalMethod(name = ExecutionMessages.DELEGATE_APPROVAL)
  void delegateApproval(ApprovalDelegation delegation);

  /** A token that was made for a wait. */
  @SignalMethod(name = ExecutionMessages.TASK_TOKEN_OPENED)
  void taskTokenOpened(String waitId, String token);

  /** A worker of a Step Functions activity has the work of this wait. */
  @SignalMethod(name = ExecutionMessages.ACTIVITY_STARTED)
  void activityStarted(String waitId, @Nullable String workerName);
}
