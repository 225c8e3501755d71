package dev.stateway.workflows.checkpoint;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * An approval that waits for a decision.
 *
 * @param id {@code STATEMACHINE~EXECUTION~EVENTID}
 * @param stateName the state that waits
 * @param arguments what the state asks with
 * @param requestedAt since when
 */
public record ApprovalRequest(
    String id, String stateName, JsonNode arguments, Instant requestedAt) {}
