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

  JsonNode attempt() {
    var pending = visit.work() instanceof PendingDecision underWay ? underWay : request();
    await(pending);
    return finish(attempt(pending), pending.approval());
  }

  private PendingDecision request() {
    var effective = DataPhases.effectiveInput(state.dataFlow(), visit);
    var limits = TaskLimits.of(state, visit, effective);
    var arguments = DataPhases.arguments(state.dataFlow(), visit, effective);
    var attempt = TaskAttempt.schedule(state, visit, arguments, limits);
    var scheduledEvent = branch.lastEvent();
    var now = branch.execution().now();
    var approval =
        branch.execution().approvals().request(scheduledEvent, state.name(), arguments, now);
    attempt.recordStarted();
    attempt.recordSubmitted(JsonText.MAPPER.createObjectNode().put("approvalId", approval.id()));
    var expiry = expiry(arguments, limits);
    var pending =
        new PendingDecision(
            approval, arguments, scheduledEvent, expiry == null ? null : now.plus(expiry));
    visit.busyWith(pending);
    return pending;
  }

  private TaskAttempt attempt(PendingDecision pending) {
    var limits = new TaskLimits(null, null, branch.execution().now());
    return TaskAttempt.scheduled(
        state, visit, pending.arguments(), limits, null, pending.scheduledEvent());
  }

  private void await(PendingDecision pending) {
    var approval = pending.approval();
    try {
      if (pending.expiresAt() == null) {
        branch.await(approval::isDecided);
      } else {
        // Never at once: a decision that is there counts.
        var soonest = branch.execution().now().plusMillis(1);
        var end = pending.expiresAt().isBefore(soonest) ? soonest : pending.expiresAt();
        branch.awaitUntil(end, state.name(), approval::isDecided);
      }
    } catch (FlowAborted aborted) {
      branch.execution().approvals().cancel(approval);
      throw aborted;
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

  private static @Nullable Duration expiry(JsonNode arguments, TaskLimits limits) {
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
