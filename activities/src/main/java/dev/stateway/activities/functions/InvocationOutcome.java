package dev.stateway.activities.functions;

import tools.jackson.databind.node.ObjectNode;

/** How an invocation ended. */
public sealed interface InvocationOutcome {
  /**
   * The function answered.
   *
   * @param payload what it answered, as it wrote it: usually JSON text
   */
  record Returned(String payload) implements InvocationOutcome {}

  /**
   * The function failed: it raised an error, timed out, or its process ended.
   *
   * @param payload Lambda's error payload: errorMessage, errorType, requestId, stackTrace
   */
  record Failed(ObjectNode payload) implements InvocationOutcome {}

  /** No process became free in time. */
  record Throttled() implements InvocationOutcome {}
}
