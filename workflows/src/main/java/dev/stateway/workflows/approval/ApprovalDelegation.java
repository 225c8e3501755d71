package dev.stateway.workflows.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That somebody hands their answer to an approval to somebody else: the signal's argument.
 *
 * @param approvalId the approval, {@code STATEMACHINE~EXECUTION~EVENTID}
 * @param delegationId made by the sender
 * @param by who hands it on, as verified by the sender
 * @param to the name or ARN of the user who may decide from now on
 * @param comment their words
 */
public record ApprovalDelegation(
    String approvalId, String delegationId, Voter by, String to, @Nullable String comment) {
  /** Whether it says what is handed on, by whom and to whom. */
  public boolean isWhole() {
    return approvalId != null
        && delegationId != null
        && to != null
        && by != null
        && by.isSomebody();
  }

  /**
   * A delegation that counts.
   *
   * @param delegationId the sender's id of it
   * @param by who handed it on
   * @param to who may decide from then on
   * @param comment their words
   * @param at when it arrived
   */
  public record Recorded(
      String delegationId, Voter by, String to, @Nullable String comment, Instant at) {}
}
