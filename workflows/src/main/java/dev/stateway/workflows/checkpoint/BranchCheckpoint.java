package dev.stateway.workflows.checkpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Where one line of states stands: the execution's own, a Parallel branch or a Map iteration.
 *
 * @param variables its variables, in the order in which they were first assigned
 * @param lastEvent the event that its next one follows from
 * @param place where it is
 */
public record BranchCheckpoint(Map<String, JsonNode> variables, long lastEvent, Place place) {
  public BranchCheckpoint {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }
}
