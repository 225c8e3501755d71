package dev.stateway.workflows.approval;

import java.util.List;
import java.util.Optional;

/**
 * Who may decide, as things stand.
 *
 * @param terms of the approval
 * @param startedBy the ARN of who started the execution; empty for nobody known
 * @param escalated whether the approvers of the escalation may decide as well
 * @param votes the answers so far
 * @param delegations so far
 */
public record Electorate(
    ApprovalTerms terms,
    String startedBy,
    boolean escalated,
    List<ApprovalVote> votes,
    List<ApprovalDelegation.Recorded> delegations) {
  private static final int LONGEST_NAME = 256;

  /** Why somebody may not decide; empty if they may. */
  public Optional<Refusal> refusal(Voter voter) {
    if (votes.stream().anyMatch(vote -> vote.voter().isSameAs(voter))) {
      return Optional.of(Refusal.HAS_VOTED);
    }
    if (voter.recipient() != null) {
      return terms.hasLinks() ? Optional.empty() : Optional.of(Refusal.HAS_NO_LINKS);
    }
    if (terms.excludesInitiator() && voter.hasStarted(startedBy)) {
      return Optional.of(Refusal.IS_INITIATOR);
    }
    return isApprover(voter) ? Optional.empty() : Optional.of(Refusal.IS_NO_APPROVER);
  }

  /** Why somebody may not hand their answer on to a user; empty if they may. */
  public Optional<Refusal> refusalToDelegate(Voter by, String to) {
    var refusal = refusal(by);
    if (refusal.isPresent()) {
      return refusal;
    }
    if (by.recipient() != null) {
      return Optional.of(Refusal.IS_A_LINK);
    }
    if (to.isBlank() || to.length() > LONGEST_NAME || by.isCalled(to)) {
      return Optional.of(Refusal.IS_TO_NOBODY);
    }
    if (votes.stream().anyMatch(vote -> vote.voter().isCalled(to))) {
      return Optional.of(Refusal.IS_TO_WHO_HAS_VOTED);
    }
    var isToInitiator = Voter.named(to).hasStarted(startedBy) || startedBy.equals(to);
    return terms.excludesInitiator() && isToInitiator
        ? Optional.of(Refusal.IS_TO_INITIATOR)
        : Optional.empty();
  }

  /** The latest that was handed to or by somebody counts. */
  private boolean isApprover(Voter voter) {
    for (var delegation : delegations.reversed()) {
      if (voter.isCalled(delegation.to())) {
        return true;
      }
      if (delegation.by().isSameAs(voter)) {
        return false;
      }
    }
    return terms.approvers().map(approvers -> approvers.include(voter)).orElse(true)
        || (escalated && terms.escalatedApprovers().include(voter));
  }
}
