package dev.stateway.workflows.interpreter;

import dev.stateway.workflows.approval.ApprovalDecision;
import dev.stateway.workflows.approval.ApprovalDelegation;
import dev.stateway.workflows.approval.ApprovalTerms;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.approval.ApprovalView.Status;
import dev.stateway.workflows.approval.ApprovalVote;
import dev.stateway.workflows.approval.Electorate;
import dev.stateway.workflows.approval.Refusal;
import dev.stateway.workflows.approval.RefusedAnswer;
import dev.stateway.workflows.checkpoint.ApprovalRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One request for a decision. */
final class Approval {
  /** As many are remembered: anybody can send answers. */
  private static final int MOST_REFUSED = 20;

  private final String id;
  private final String stateName;
  private final ApprovalTerms terms;
  private final String startedBy;
  private final Instant requestedAt;
  private final List<ApprovalVote> votes = new ArrayList<>();
  private final List<ApprovalDelegation.Recorded> delegations = new ArrayList<>();
  private final List<RefusedAnswer> refused = new ArrayList<>();
  private final ApprovalNotices notices = new ApprovalNotices();
  private Status status = Status.PENDING;
  private @Nullable Instant expiresAt;
  private @Nullable Instant escalatedAt;
  private @Nullable Instant remindedAt;
  private int delegationsTold;

  Approval(
      String id, String stateName, ApprovalTerms terms, String startedBy, Instant requestedAt) {
    this.id = id;
    this.stateName = stateName;
    this.terms = terms;
    this.startedBy = startedBy;
    this.requestedAt = requestedAt;
  }

  /** One that was asked for in another run. */
  static Approval restore(ApprovalRequest request, ApprovalTerms terms, String startedBy) {
    var approval =
        new Approval(request.id(), request.stateName(), terms, startedBy, request.requestedAt());
    approval.escalatedAt = request.escalatedAt();
    approval.remindedAt = request.remindedAt();
    approval.votes.addAll(request.votes());
    approval.delegations.addAll(request.delegations());
    approval.delegationsTold = request.delegations().size();
    approval.refused.addAll(request.refused());
    approval.notices.restore(request.notices());
    return approval;
  }

  String id() {
    return id;
  }

  ApprovalTerms terms() {
    return terms;
  }

  List<ApprovalVote> votes() {
    return List.copyOf(votes);
  }

  ApprovalNotices notices() {
    return notices;
  }

  boolean isPending() {
    return status == Status.PENDING;
  }

  /** Whether enough have approved or rejected. */
  boolean isDecided() {
    return status == Status.APPROVED || status == Status.REJECTED;
  }

  boolean isEscalated() {
    return escalatedAt != null;
  }

  // --- answers

  /** Why an answer may not be given; empty if it may. */
  Optional<Refusal> refusal(ApprovalDecision answer) {
    return electorate().refusal(answer.sender());
  }

  /** Why an answer may not be handed on; empty if it may. */
  Optional<Refusal> refusal(ApprovalDelegation delegation) {
    return electorate().refusalToDelegate(delegation.by(), delegation.to());
  }

  /** Whether this answer counts already. */
  boolean has(String answerId) {
    return votes.stream().anyMatch(vote -> vote.decisionId().equals(answerId))
        || delegations.stream().anyMatch(each -> each.delegationId().equals(answerId));
  }

  /** Remembers an answer that does not count. */
  void refuse(RefusedAnswer answer) {
    refused.add(answer);
    if (refused.size() > MOST_REFUSED) {
      refused.removeFirst();
    }
  }

  /** Takes an answer that may be given; says whether it decides. */
  boolean vote(ApprovalDecision answer, Instant now) {
    var voter = answer.sender();
    votes.add(
        new ApprovalVote(
            answer.decisionId(),
            answer.decision(),
            voter,
            answer.comment(),
            answer.formData(),
            now));
    var needed =
        switch (answer.decision()) {
          case APPROVE -> terms.quorum();
          case REJECT -> terms.rejectQuorum();
        };
    if (votes.stream().filter(vote -> vote.decision() == answer.decision()).count() >= needed) {
      status = answer.decision().status();
    }
    return isDecided();
  }

  /** Lets somebody else decide in place of who may hand it on. */
  void delegate(ApprovalDelegation delegation, Instant now) {
    delegations.add(
        new ApprovalDelegation.Recorded(
            delegation.delegationId(),
            delegation.by(),
            delegation.to(),
            delegation.comment(),
            now));
  }

  /** Whether something has come that is to be acted on. */
  boolean hasNews() {
    return isDecided() || hasDelegationsToTell();
  }

  /** Whether somebody was delegated to who has not been told. */
  boolean hasDelegationsToTell() {
    return delegationsTold < delegations.size();
  }

  /** Those that are to be told of now. */
  List<ApprovalDelegation.Recorded> delegationsToTell() {
    var news = List.copyOf(delegations.subList(delegationsTold, delegations.size()));
    delegationsTold = delegations.size();
    return news;
  }

  private Electorate electorate() {
    return new Electorate(terms, startedBy, isEscalated(), votes, delegations);
  }

  /** Ends it without a decision; says whether there was none. */
  boolean end(Status without) {
    if (!isPending()) {
      return false;
    }
    status = without;
    return true;
  }

  // --- what is due

  /** Until when a decision counts; null for ever. */
  void expiresAt(@Nullable Instant time) {
    expiresAt = time;
  }

  /** When it is to be escalated or reminded of next. */
  Optional<Instant> nextDue() {
    return Stream.concat(escalation().stream(), reminder().stream()).min(Instant::compareTo);
  }

  /** Escalates it if it is time; says whether it was. */
  boolean escalates(Instant now) {
    if (escalation().filter(time -> !time.isAfter(now)).isEmpty()) {
      return false;
    }
    escalatedAt = now;
    return true;
  }

  /** Says whether it is time for a reminder; then the next one is due later. */
  boolean reminds(Instant now) {
    if (reminder().filter(time -> !time.isAfter(now)).isEmpty()) {
      return false;
    }
    remindedAt = now;
    return true;
  }

  private Optional<Instant> escalation() {
    return isEscalated() ? Optional.empty() : terms.escalation(requestedAt);
  }

  private Optional<Instant> reminder() {
    return terms.reminder(requestedAt, remindedAt == null ? requestedAt : remindedAt);
  }

  // --- for others

  ApprovalRequest request() {
    return new ApprovalRequest(
        id,
        stateName,
        terms.arguments(),
        requestedAt,
        escalatedAt,
        remindedAt,
        votes,
        delegations,
        notices.views(),
        refused);
  }

  ApprovalView view() {
    return new ApprovalView(
        id,
        stateName,
        terms.arguments(),
        startedBy,
        requestedAt,
        expiresAt,
        escalatedAt,
        status,
        votes,
        delegations,
        notices.views(),
        refused);
  }
}
