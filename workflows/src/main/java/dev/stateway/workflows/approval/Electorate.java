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
