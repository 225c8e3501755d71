package dev.stateway.workflows.interpreter;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.model.TaskState;
import dev.stateway.workflows.approval.ApprovalDecision.Choice;
import dev.stateway.workflows.approval.ApprovalView.Decision;
import dev.stateway.workflows.interpreter.FlowFailure.Origin;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Waits until a person has decided: the answer is a signal to the execution. */
final class ApprovalExecutor {
  private static final String APPROVAL_REJECTED = "Approval.Rejected";
  private static final String EXPIRES_AFTER_SECONDS = "ExpiresAfterSeconds";

  private final TaskState state;
  private final Visit visit;
  private final Branch branch;

  ApprovalExecutor(TaskState state, Visit visit) {
    this.state = state;
    this.visit = visit;
    this.branch = visit.branch();
  }

  JsonNode attempt(JsonNode effective, TaskLimits limits) {
    var arguments = DataPhases.arguments(state.dataFlow(), visit, effective);
    var attempt = TaskAttempt.schedule(state, visit, arguments, limits);
    var approvals = branch.execution().approvals();
    var pending =
        approvals.request(branch.lastEvent(), state.name(), arguments, branch.execution().now());
    attempt.recordStarted();
    attempt.recordSubmitted(JsonText.MAPPER.createObjectNode().put("approvalId", pending.id()));
    try {
      awaitDecision(pending, expiry(arguments, limits));
    } catch (FlowAborted aborted) {
      approvals.cancel(pending);
      throw aborted;
    }
    return finish(attempt, pending);
  }

  private void awaitDecision(Approvals.Approval pending, @Nullable Duration expiry) {
    if (expiry == null) {
      branch.await(pending::isDecided);
    } else {
      branch.await(expiry, state.name(), pending::isDecided);
    }
  }

  private JsonNode finish(TaskAttempt attempt, Approvals.Approval approval) {
    var decision = approval.decision();
    if (decision == null) {
      branch.execution().approvals().expire(approval);
      attempt.recordTimedOut();
      throw new FlowFailure(Origin.TASK, ErrorName.TIMEOUT, null);
    }
    var result = result(decision);
    if (decision.decision() == Choice.REJECT) {
      var cause = JsonText.write(result);
      attempt.recordFailed(APPROVAL_REJECTED, cause);
      throw new FlowFailure(Origin.TASK, APPROVAL_REJECTED, cause);
    }
    attempt.recordSucceeded(result);
    return result;
  }

  private @Nullable Duration expiry(JsonNode arguments, TaskLimits limits) {
    var expires = arguments.path(EXPIRES_AFTER_SECONDS);
    var ofArguments = expires.isNumber() ? Duration.ofSeconds(expires.asLong()) : null;
    var ofState = limits.timeout();
    if (ofArguments == null || ofState == null) {
      return ofArguments == null ? ofState : ofArguments;
    }
    return ofArguments.compareTo(ofState) < 0 ? ofArguments : ofState;
  }

  private static ObjectNode result(Decision decision) {
    var result = JsonText.MAPPER.createObjectNode();
    result.put("decision", decision.decision().status().name());
    result.put("by", decision.by());
    result.put("comment", decision.comment());
    result.put("at", Timestamps.format(decision.at()));
    result.set(
        "formData", decision.formData() == null ? JsonText.MAPPER.nullNode() : decision.formData());
    return result;
  }
}
