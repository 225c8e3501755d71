package dev.stateway.workflows.interpreter;

import dev.stateway.workflows.approval.ApprovalDecision;
import dev.stateway.workflows.approval.ApprovalDelegation;
import dev.stateway.workflows.approval.ApprovalTerms;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.approval.ApprovalView.Status;
import dev.stateway.workflows.checkpoint.ApprovalRequest;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.runtime.ExecutionRuntime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;

/** The approvals of one execution. */
final class Approvals {
  /** Since then there are more than a few arguments, and they are checked. */
  static final int SEMANTICS_OF_TERMS = 6;

  private final ExecutionRuntime runtime;
  private final ExecutionRequest request;
  private final SequencedMap<String, Approval> approvals = new LinkedHashMap<>();

  Approvals(ExecutionRuntime runtime, ExecutionRequest request) {
    this.runtime = runtime;
    this.request = request;
  }

  Approval request(long scheduledEvent, String stateName, ApprovalTerms terms, Instant now) {
    var identity = request.identity();
    var id = identity.stateMachineName() + "~" + identity.executionName() + "~" + scheduledEvent;
    var approval = new Approval(id, stateName, terms, startedBy(terms), now);
    approvals.put(id, approval);
    show();
    return approval;
  }

  /** Goes on waiting for a decision that was asked for in another run. */
  void restore(ApprovalRequest waiting) {
    var terms = terms(waiting.arguments());
    approvals.put(waiting.id(), Approval.restore(waiting, terms, startedBy(terms)));
  }

  /** What these arguments mean in this execution. */
  ApprovalTerms terms(JsonNode arguments) {
    return request.semantics() >= SEMANTICS_OF_TERMS
        ? new ApprovalTerms(arguments)
        : ApprovalTerms.ofFirstArguments(arguments);
  }

  private String startedBy(ApprovalTerms terms) {
    return terms.excludesInitiator() ? runtime.startedBy() : "";
  }

  /** The one of this id. */
  Approval get(String id) {
    return Objects.requireNonNull(approvals.get(id));
  }

  /** Those that wait for a decision. */
  List<ApprovalRequest> pending() {
    return approvals.values().stream().filter(Approval::isPending).map(Approval::request).toList();
  }

  /**
   * Takes an answer. What comes after the decision, from who may not decide, or on what nobody
   * waits for, does nothing.
   */
  void decide(ApprovalDecision decision) {
    var approval = approvals.get(decision.approvalId());
    if (approval != null && approval.vote(decision, runtime.entropy().now())) {
      show();
    }
  }

  /** Lets somebody decide in place of somebody else. */
  void delegate(ApprovalDelegation delegation) {
    var approval = approvals.get(delegation.approvalId());
    if (approval != null) {
      approval.delegate(delegation, runtime.entropy().now());
    }
  }

  void expire(Approval approval) {
    end(approval, Status.EXPIRED);
  }

  void cancel(Approval approval) {
    end(approval, Status.CANCELLED);
  }

  List<ApprovalView> views() {
    return approvals.values().stream().map(Approval::view).toList();
  }

  private void end(Approval approval, Status status) {
    if (approval.end(status)) {
      show();
    }
  }

  /** Tells those who watch which ones wait. */
  void show() {
    runtime.showApprovals(
        approvals.values().stream().filter(Approval::isPending).map(Approval::id).toList(),
        approvals.size());
  }
}
