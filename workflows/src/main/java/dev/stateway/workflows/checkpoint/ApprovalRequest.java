package dev.stateway.workflows.checkpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.stateway.workflows.approval.ApprovalDelegation;
import dev.stateway.workflows.approval.ApprovalNotice;
import dev.stateway.workflows.approval.ApprovalVote;
import dev.stateway.workflows.approval.RefusedAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An approval that waits for a decision. Checkpoints of older workers have only its first four
 * parts.
 *
 * @param id {@code STATEMACHINE~EXECUTION~EVENTID}
 * @param stateName the state that waits
 * @param arguments what the state asks with
 * @param requestedAt since when
 * @param escalatedAt when it was escalated, if it was
 * @param remindedAt when somebody was last reminded of it, if ever
 * @param votes the answers so far
 * @param delegations so far
 * @param notices the latest that were sent of it
 * @param refused the latest answers that do not count
 */
public record ApprovalRequest(
    String id,
    String stateName,
    JsonNode arguments,
    Instant requestedAt,
    @JsonInclude(Include.NON_NULL) @Nullable Instant escalatedAt,
    @JsonInclude(Include.NON_NULL) @Nullable Instant remindedAt,
    @JsonInclude(Include.NON_EMPTY) List<ApprovalVote> votes,
    @JsonInclude(Include.NON_EMPTY) List<ApprovalDelegation.Recorded> delegations,
    @JsonInclude(Include.NON_EMPTY) List<ApprovalNotice> notices,
    @JsonInclude(Include.NON_EMPTY) List<RefusedAnswer> refused) {
  public ApprovalRequest {
    votes = List.copyOf(Objects.requireNonNullElse(votes, List.of()));
    delegations = List.copyOf(Objects.requireNonNullElse(delegations, List.of()));
    notices = List.copyOf(Objects.requireNonNullElse(notices, List.of()));
    refused = List.copyOf(Objects.requireNonNullElse(refused, List.of()));
  }
}
