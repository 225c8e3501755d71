package dev.stateway.workflows.temporal;

import dev.stateway.workflows.approval.ApprovalDecision;
import dev.stateway.workflows.approval.ApprovalDelegation;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.checkpoint.ExecutionCheckpoint;
import dev.stateway.workflows.execution.HistoryPage;
import dev.stateway.workflows.execution.HistoryRequest;
import dev.stateway.workflows.interpreter.Interpreter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The queries and signals of an execution's workflow. */
final class WorkflowMessages implements ExecutionListener {
  private final Interpreter interpreter;
  private final TemporalRuntime runtime;

  WorkflowMessages(Interpreter interpreter, TemporalRuntime runtime) {
    this.interpreter = interpreter;
    this.runtime = runtime;
  }

  @Override
  public HistoryPage history(HistoryRequest request) {
    return interpreter.history(request);
  }

  @Override
  public ExecutionCheckpoint redrivePoint(long lastEventId) {
    return interpreter.redrivePoint(lastEventId);
  }

  @Override
  public List<ApprovalView> approvals() {
    return interpreter.approvals();
  }

  @Override
  public void decideApproval(ApprovalDecision decision) {
    interpreter.decide(decision);
  }

  @Override
  public void delegateApproval(ApprovalDelegation delegation) {
    interpreter.delegate(delegation);
  }

  @Override
  public void taskTokenOpened(String waitId, String token) {
    runtime.tokenOpened(waitId, token);
  }

  @Override
  public void activityStarted(String waitId, @Nullable String workerName) {
    runtime.activityStarted(waitId, workerName);
  }
}
