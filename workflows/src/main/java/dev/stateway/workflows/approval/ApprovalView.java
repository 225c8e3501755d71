package dev.stateway.workflows.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An approval as the query {@code approvals} shows it.
 *
 * @param id {@code STATEMACHINE~EXECUTION~EVENTID}
 * @param stateName the state that waits
 * @param title one line on what is to be decided
 * @param description more words
 * @param details any JSON to decide on
 * @param requestedAt since when it waits
 * @param status how it stands
 * @param decision the answer that counted, once there is one
 */
public record ApprovalView(
    String id,
    String stateName,
    @Nullable String title,
    @Nullable String description,
    @Nullable JsonNode details,
    Instant requestedAt,
    Status status,
    @Nullable Decision decision) {
  /** How an approval stands. */
  public enum Status {
    PENDING,
    APPROVED,
    REJECTED,
    EXPIRED,
    CANCELLED
  }

  /**
   * The answer that counted.
   *
   * @param decisionId the sender's id of it
   * @param decision what was decided
   * @param by who decided
   * @param comment their words
   * @param formData what they entered
   * @param at when it arrived
   */
  public record Decision(
      String decisionId,
      ApprovalDecision.Choice decision,
      String by,
      @Nullable String comment,
      @Nullable JsonNode formData,
      Instant at) {}
}
