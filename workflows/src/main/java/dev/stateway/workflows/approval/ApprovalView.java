package dev.stateway.workflows.approval;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An approval as the query {@code approvals} shows it.
 *
 * @param id {@code STATEMACHINE~EXECUTION~EVENTID}
 * @param stateName the state that waits
 * @param arguments what it is asked with: {@link ApprovalTerms}
 * @param startedBy the ARN of who started the execution; empty for nobody known
 * @param requestedAt since when it waits
 * @param expiresAt until when a decision counts; absent for ever
 * @param escalatedAt when it was escalated, if it was
 * @param status how it stands
 * @param votes the answers that count, the first one first
 * @param delegations by whom it was handed on to whom, the first one first
 * @param notices the latest word that was sent of it
 * @param refused the latest answers that do not count
 */
public record ApprovalView(
    String id,
    String stateName,
    JsonNode arguments,
    String startedBy,
    Instant requestedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant escalatedAt,
    Status status,
    List<ApprovalVote> votes,
    List<ApprovalDelegation.Recorded> delegations,
    List<ApprovalNotice> notices,
    List<RefusedAnswer> refused) {
  public ApprovalView {
    votes = List.copyOf(votes);
    delegations = List.copyOf(delegations);
    notices = List.copyOf(notices);
    // Older workers do not tell.
    refused = List.copyOf(Objects.requireNonNullElse(refused, List.of()));
  }

  /** How an approval stands. */
  public enum Status {
    PENDING,
    APPROVED,
    REJECTED,
    EXPIRED,
    CANCELLED
  }

  /** What it is asked with. */
  public ApprovalTerms terms() {
    return new ApprovalTerms(arguments);
  }

  /** The answer that decided it, once there is one. */
  public Optional<ApprovalVote> decidingVote() {
    return status == Status.APPROVED || status == Status.REJECTED
        ? Optional.of(votes.getLast())
        : Optional.empty();
  }

  /** Why somebody may not decide; empty if they may. */
  public Optional<Refusal> refusal(Voter voter) {
    return electorate().refusal(voter);
  }

  /** Why somebody may not hand their answer on to a user; empty if they may. */
  public Optional<Refusal> refusalToDelegate(Voter by, String to) {
    return electorate().refusalToDelegate(by, to);
  }

  /** The same once its execution has ended, which may not have been able to say so. */
  public ApprovalView ofEnded() {
    if (status != Status.PENDING) {
      return this;
    }
    return new ApprovalView(
        id,
        stateName,
        arguments,
        startedBy,
        requestedAt,
        expiresAt,
        escalatedAt,
        Status.CANCELLED,
        votes,
        delegations,
        notices,
        refused);
  }

  private Electorate electorate() {
    return new Electorate(terms(), startedBy, escalatedAt != null, votes, delegations);
  }
}
