package dev.stateway.workflows.runtime;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How a task ended. */
public sealed interface TaskOutcome {
  /** With a result. */
  record Succeeded(JsonNode output) implements TaskOutcome {}

  /** With an error, in AWS's words; both parts may be absent. */
  record Failed(@Nullable String error, @Nullable String cause) implements TaskOutcome {}

  /** Its time was up, or no heartbeat came in time. */
  record TimedOut(boolean heartbeat) implements TaskOutcome {}

  /** It was stopped. */
  record Cancelled() implements TaskOutcome {}
}
