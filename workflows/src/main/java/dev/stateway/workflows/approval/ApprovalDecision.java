package dev.stateway.workflows.approval;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Somebody's answer to an approval: the signal's argument.
 *
 * @param approvalId the approval, {@code STATEMACHINE~EXECUTION~EVENTID}
 * @param decisionId made by the sender, so that it can see whether its own answer was the first
 * @param decision what was decided
 * @param by who decided, as verified by the sender
 * @param comment their words
 * @param formData what they entered
 */
public record ApprovalDecision(
    String approvalId,
    String decisionId,
    Choice decision,
    String by,
    @Nullable String comment,
    @Nullable JsonNode formData) {
  /** The two answers. */
  public enum Choice {
    APPROVE,
    REJECT;

    /** What an approval is after this answer. */
    public ApprovalView.Status status() {
      return switch (this) {
        case APPROVE -> ApprovalView.Status.APPROVED;
        case REJECT -> ApprovalView.Status.REJECTED;
      };
    }
  }
}
