package dev.stateway.workflows.approval;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An answer that counts.
 *
 * @param decisionId the sender's id of it
 * @param decision what was decided
 * @param voter who decided
 * @param comment their words
 * @param formData what they entered
 * @param at when it arrived
 */
public record ApprovalVote(
    String decisionId,
    ApprovalDecision.Choice decision,
    Voter voter,
    @Nullable String comment,
    @Nullable JsonNode formData,
    Instant at) {}
