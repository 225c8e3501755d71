package dev.stateway.workflows.interpreter;

import dev.stateway.translator.error.StatesException;
import org.jspecify.annotations.Nullable;

/** A state failed, in the words that Retry, Catch and the history see. */
final class FlowFailure extends StatesException {
  private static final long serialVersionUID = 1L;

  private final Origin origin;

  FlowFailure(Origin origin, @Nullable String error, @Nullable String cause) {
    super(error, cause);
    this.origin = origin;
  }

  Origin origin() {
    return origin;
  }

  /** Where a failure comes from; it decides which wildcards match and which events show it. */
  enum Origin {
    /** A field of the state in JSONPath: without an event of its own. */
    FIELD,
    /** A field of the state in JSONata: EvaluationFailed has been recorded. */
    EVALUATION,
    /** The state's task. */
    TASK,
    /** The state's task was not heard of in time. */
    HEARTBEAT,
    /** A Fail state. */
    FAIL_STATE,
    /** A branch or an iteration of the state. */
    INNER_FLOW,
    /** The state's output is too large: no wildcard matches it. */
    OUTPUT_LIMIT
  }
}
