package dev.stateway.workflows.interpreter;

import dev.stateway.workflows.approval.ApprovalDecision;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.approval.ApprovalView.Decision;
import dev.stateway.workflows.approval.ApprovalView.Status;
import dev.stateway.workflows.checkpoint.ApprovalRequest;
import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;
import dev.stateway.workflows.runtime.ExecutionRuntime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The approvals of one execution, and the decisions that counted. */
final class Approvals {
  private final ExecutionRuntime runtime;
  private final ExecutionIdentity identity;
  private final SequencedMap<String, Approval> approvals = new LinkedHashMap<>();

  Approvals(ExecutionRuntime runtime, ExecutionIdentity identity) {
    this.runtime = runtime;
    this.identity = identity;
  }

  Approval request(long scheduledEvent, String stateName, JsonNode arguments, Instant now) {
    var id = identity.stateMachineName() + "~" + identity.executionName() + "~" + scheduledEvent;
    var approval = new Approval(id, stateName, arguments, now);
    approvals.put(id, approval);
    show();
    return approval;
  }

  /** Goes on waiting for a decision that was asked for in another run. */
  void restore(ApprovalRequest request) {
    approvals.put(
        request.id(),
        new Approval(
            request.id(), request.stateName(), request.arguments(), request.requestedAt()));
  }

  /** The one of this id. */
  Approval get(String id) {
    return Objects.requireNonNull(approvals.get(id));
  }

  /** Those that wait for a decision. */
  List<ApprovalRequest> pending() {
    return approvals.values().stream()
        .filter(approval -> approval.status == Status.PENDING)
        .map(Approval::request)
        .toList();
  }

  /** The first decision counts; later ones, and those on what nobody waits for, do nothing. */
  void decide(ApprovalDecision decision) {
    var approval = approvals.get(decision.approvalId());
    if (approval != null && approval.status == Status.PENDING) {
      approval.status = decision.decision().status();
      approval.decision =
          new Decision(
              decision.decisionId(),
              decision.decision(),
              decision.by(),
              decision.comment(),
              decision.formData(),
              runtime.entropy().now());
      show();
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
    if (approval.status == Status.PENDING) {
      approval.status = status;
      show();
    }
  }

  /** Tells those who watch which ones wait. */
  void show() {
    runtime.showApprovals(
        approvals.values().stream()
            .filter(approval -> approval.status == Status.PENDING)
            .map(Approval::id)
            .toList());
  }

  /** One request for a decision. */
  static final class Approval {
    private final String id;
    private final String stateName;
    private final JsonNode arguments;
    private final Instant requestedAt;
    private Status status = Status.PENDING;
    private @Nullable Decision decision;

    private Approval(String id, String stateName, JsonNode arguments, Instant requestedAt) {
      this.id = id;
      this.stateName = stateName;
      this.arguments = arguments;
      this.requestedAt = requestedAt;
    }

    String id() {
      return id;
    }

    boolean isDecided() {
      return decision != null;
    }

    @Nullable Decision decision() {
      return decision;
    }

    private ApprovalRequest request() {
      return new ApprovalRequest(id, stateName, arguments, requestedAt);
    }

    private ApprovalView view() {
      var details = arguments.get("Details");
      return new ApprovalView(
          id,
          stateName,
          text("Title"),
          text("Description"),
          details,
          requestedAt,
          status,
          decision);
    }

    private @Nullable String text(String argument) {
      var value = arguments.path(argument);
      return value.isString() ? value.stringValue() : null;
    }
  }
}
