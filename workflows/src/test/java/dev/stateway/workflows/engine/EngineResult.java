package dev.stateway.workflows.engine;

import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.interpreter.ExecutionOutcome;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What became of a case.
 *
 * @param stopped the work that was to be stopped, {@code {state, submitted}}
 */
public record EngineResult(
    ExecutionOutcome outcome, JsonNode events, List<ApprovalView> approvals, JsonNode stopped) {
  /** The events in short: {@code id<-previous Type}. */
  List<String> eventChain() {
    return events
        .valueStream()
        .map(e ->
            e.get("id").asLong()
                + "<-"
                + e.get("previousEventId").asLong()
                + " "
                + e.get("type").stringValue())
        .toList();
  }
}
