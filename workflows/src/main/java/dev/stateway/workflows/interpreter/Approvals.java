package dev.stateway.workflows.interpreter;

import dev.stateway.translator.form.FormSchema.Problem;
import dev.stateway.workflows.approval.ApprovalDecision;
import dev.stateway.workflows.approval.ApprovalDelegation;
import dev.stateway.workflows.approval.ApprovalTerms;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.approval.ApprovalView.Status;
import dev.stateway.workflows.approval.Refusal;
import dev.stateway.workflows.approval.RefusedAnswer;
import dev.stateway.workflows.approval.Voter;
import dev.stateway.workflows.checkpoint.ApprovalRequest;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.runtime.ExecutionRuntime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The approvals of one execution. */
final class Approvals {
  /** Since then there are more than a few arguments, and they are checked. */
  static final int SEMANTICS_OF_TERMS = 6;

  /** Since then the execution refuses what only servers refused, and tells more. */
  static final int SEMANTICS_OF_REFUSALS = 8;

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
   * Takes an answer. What comes after the decision, on what nobody waits for, or says not who it is
   * of does nothing; what may not be answered so is remembered as refused.
   */
  void decide(ApprovalDecision decision) {
    var approval = waiting(decision.isWhole(), decision.approvalId());
    if (approval == null) {
      return;
    }
    var refusal = approval.refusal(decision);
    var problems =
        refusal.isEmpty() && refusesAll()
            ? decision.problems(approval.terms())
            : List.<Problem>of();
    if (refusal.isPresent() || !problems.isEmpty()) {
      var why = refusal.orElse(Refusal.IS_NOT_VALID);
      refuse(approval, decision.decisionId(), decision.sender(), why, problems);
    } else if (approval.vote(decision, runtime.entropy().now())) {
      show();
    }
  }

  /** Lets somebody decide in place of somebody else, who may hand their answer on. */
  void delegate(ApprovalDelegation delegation) {
    var approval = waiting(delegation.isWhole(), delegation.approvalId());
    if (approval == null) {
      return;
    }
    var refusal = approval.refusal(delegation).filter(this::isKnown);
    if (refusal.isPresent()) {
      refuse(approval, delegation.delegationId(), delegation.by(), refusal.get(), List.of());
    } else {
      approval.delegate(delegation, runtime.entropy().now());
      if (!refusesAll()) {
        // Nobody was told then.
        approval.delegationsToTell();
      }
    }
  }

  private @Nullable Approval waiting(boolean isWhole, String id) {
    var approval = isWhole ? approvals.get(id) : null;
    return approval != null && approval.isPending() ? approval : null;
  }

  /** Whether executions of this one's meaning refuse for that. */
  private boolean isKnown(Refusal refusal) {
    return switch (refusal) {
      case HAS_VOTED, IS_INITIATOR, IS_NO_APPROVER, HAS_NO_LINKS -> true;
      case IS_NOT_VALID, IS_A_LINK, IS_TO_NOBODY, IS_TO_INITIATOR, IS_TO_WHO_HAS_VOTED ->
          refusesAll();
    };
  }

  private boolean refusesAll() {
    return request.semantics() >= SEMANTICS_OF_REFUSALS;
  }

  private void refuse(
      Approval approval, String answerId, Voter voter, Refusal why, List<Problem> problems) {
    // What was sent again is no other answer.
    if (refusesAll() && !approval.has(answerId)) {
      var now = runtime.entropy().now();
      approval.refuse(new RefusedAnswer(answerId, voter, why, problems, now));
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
