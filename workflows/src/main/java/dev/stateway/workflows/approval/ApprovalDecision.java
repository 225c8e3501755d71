package dev.stateway.workflows.approval;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.form.FormSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Somebody's answer to an approval: the signal's argument.
 *
 * @param approvalId the approval, {@code STATEMACHINE~EXECUTION~EVENTID}
 * @param decisionId made by the sender, so that it can see whether its own answer was the first
 * @param decision what was decided
 * @param by the name of who decided
 * @param voter who decided, as verified by the sender; absent where only their name is known
 * @param comment their words
 * @param formData what they entered
 */
public record ApprovalDecision(
    String approvalId,
    String decisionId,
    Choice decision,
    String by,
    @Nullable Voter voter,
    @Nullable String comment,
    @Nullable JsonNode formData) {
  /** Who decided. */
  public Voter sender() {
    return voter == null ? Voter.named(by) : voter;
  }

  /** Whether it says what is answered, and by whom. */
  public boolean isWhole() {
    return approvalId != null
        && decisionId != null
        && decision != null
        && (voter == null ? by != null : voter.isSomebody());
  }

  /** What keeps the form of these terms from taking it; who rejects need not fill it in. */
  public List<FormSchema.Problem> problems(ApprovalTerms terms) {
    var form = terms.form();
    if (form == null || (decision == Choice.REJECT && formData == null)) {
      return List.of();
    }
    return FormSchema.of(form)
        .violations(formData == null ? JsonText.MAPPER.createObjectNode() : formData);
  }

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
