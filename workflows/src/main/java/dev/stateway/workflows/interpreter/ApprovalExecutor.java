package dev.stateway.workflows.interpreter;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.model.TaskState;
import dev.stateway.translator.parse.ApprovalArguments;
import dev.stateway.workflows.approval.ApprovalDecision.Choice;
import dev.stateway.workflows.approval.ApprovalNotice.Occasion;
import dev.stateway.workflows.approval.ApprovalTerms;
import dev.stateway.workflows.approval.ApprovalVote;
import dev.stateway.workflows.interpreter.FlowFailure.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Waits until people have decided: their answers are signals to the execution. */
final class ApprovalExecutor {
  private static final String APPROVAL_REJECTED = "Approval.Rejected";

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
    return finish(attempt(pending), pending);
  }

  private PendingDecision request() {
    var effective = DataPhases.effectiveInput(state.dataFlow(), visit);
    var limits = TaskLimits.of(state, visit, effective);
    var arguments = DataPhases.arguments(state.dataFlow(), visit, effective);
    check(arguments);
    var attempt = TaskAttempt.schedule(state, visit, arguments, limits);
    var scheduledEvent = branch.lastEvent();
    var now = branch.execution().now();
    var approvals = branch.execution().approvals();
    var terms = approvals.terms(arguments);
    var expiry = expiry(terms, limits);
    var expiresAt = expiry == null ? null : now.plus(expiry);
    var approval = approvals.request(scheduledEvent, state.name(), terms, now);
    approval.expiresAt(expiresAt);
    attempt.recordStarted();
    attempt.recordSubmitted(JsonText.MAPPER.createObjectNode().put("approvalId", approval.id()));
    var pending = new PendingDecision(approval, arguments, scheduledEvent, expiresAt);
    visit.busyWith(pending);
    notices(pending).send(Occasion.REQUESTED);
    return pending;
  }

  /** What is computed is known only now. */
  private void check(JsonNode arguments) {
    if (!branch.execution().hasSemantics(Approvals.SEMANTICS_OF_TERMS)) {
      return;
    }
    if (!(arguments instanceof ObjectNode object)) {
      throw new StatesException(
          ErrorName.RUNTIME, "The arguments of an approval must be an object.");
    }
    var problems = ApprovalArguments.problems(object);
    if (!problems.isEmpty()) {
      throw new StatesException(
          ErrorName.RUNTIME,
          problems.stream()
              .map(problem -> problem.message() + " at " + problem.location())
              .collect(
                  Collectors.joining("; ", "The arguments of the approval are not valid: ", "")));
    }
  }

  private TaskAttempt attempt(PendingDecision pending) {
    var limits = new TaskLimits(null, null, branch.execution().now());
    return TaskAttempt.scheduled(
        state, visit, pending.arguments(), limits, null, pending.scheduledEvent());
  }

  private NoticeSender notices(PendingDecision pending) {
    return new NoticeSender(state, branch.execution(), pending.approval());
  }

  private void await(PendingDecision pending) {
    var approval = pending.approval();
    try {
      var isExpired = false;
      while (!approval.isDecided() && !isExpired) {
        isExpired = awaitNext(pending);
      }
    } catch (FlowAborted aborted) {
      branch.execution().approvals().cancel(approval);
      throw aborted;
    }
  }

  /** Waits for the decision or for what is due before it; says whether time is up. */
  private boolean awaitNext(PendingDecision pending) {
    var approval = pending.approval();
    approval.delegationsToTell().forEach(notices(pending)::sendDelegated);
    var expiresAt = pending.expiresAt();
    var due = approval.nextDue();
    var next = Stream.concat(Stream.ofNullable(expiresAt), due.stream()).min(Instant::compareTo);
    if (next.isEmpty()) {
      branch.await(approval::hasNews);
      return false;
    }
    // Never at once: a decision that is there counts.
    var soonest = branch.execution().now().plusMillis(1);
    var end = next.get().isBefore(soonest) ? soonest : next.get();
    if (branch.awaitUntil(end, state.name(), approval::hasNews)) {
      return false;
    }
    if (next.get().equals(expiresAt)) {
      return true;
    }
    var now = branch.execution().now();
    // What would have come while the execution went on in another run comes once.
    remind(pending, now.isBefore(end) ? end : now);
    return false;
  }

  private void remind(PendingDecision pending, Instant now) {
    var approval = pending.approval();
    var isToRemind = approval.reminds(now);
    if (approval.escalates(now)) {
      record(pending, "ESCALATED");
      notices(pending).send(Occasion.ESCALATED);
    }
    if (isToRemind) {
      notices(pending).send(Occasion.REMINDER);
    }
  }

  private JsonNode finish(TaskAttempt attempt, PendingDecision pending) {
    var approval = pending.approval();
    if (!approval.isDecided()) {
      branch.execution().approvals().expire(approval);
      record(pending, "EXPIRED");
      branch.await(approval.notices()::areRecorded);
      attempt.recordTimedOut();
      throw new FlowFailure(Origin.TASK, ErrorName.TIMEOUT, null);
    }
    var result = result(approval);
    if (approval.votes().getLast().decision() == Choice.REJECT) {
      var cause = JsonText.write(result);
      attempt.recordFailed(APPROVAL_REJECTED, cause);
      throw new FlowFailure(Origin.TASK, APPROVAL_REJECTED, cause);
    }
    attempt.recordSucceeded(result);
    return result;
  }

  /** Has it written down what nobody has said: what people say, those write down who hear it. */
  private void record(PendingDecision pending, String what) {
    if (branch.execution().hasSemantics(Approvals.SEMANTICS_OF_REFUSALS)) {
      notices(pending).record(what);
    }
  }

  private static @Nullable Duration expiry(ApprovalTerms terms, TaskLimits limits) {
    var ofArguments = terms.expiry();
    var ofState = limits.timeout();
    if (ofArguments == null || ofState == null) {
      return ofArguments == null ? ofState : ofArguments;
    }
    return ofArguments.compareTo(ofState) < 0 ? ofArguments : ofState;
  }

  /** The vote that decided, and all of them. */
  private ObjectNode result(Approval approval) {
    var result = JsonText.MAPPER.createObjectNode();
    put(result, approval.votes().getLast());
    if (branch.execution().hasSemantics(Approvals.SEMANTICS_OF_TERMS)) {
      var all = result.putArray("votes");
      approval.votes().forEach(vote -> put(all.addObject(), vote));
    }
    return result;
  }

  private static void put(ObjectNode result, ApprovalVote vote) {
    result.put("decision", vote.decision().status().name());
    result.put("by", vote.voter().name());
    result.put("comment", vote.comment());
    result.put("at", Timestamps.format(vote.at()));
    result.set("formData", vote.formData() == null ? JsonText.MAPPER.nullNode() : vote.formData());
  }
}
