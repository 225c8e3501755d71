package dev.stateway.workflows.interpreter;

import dev.stateway.translator.error.StatesException;
import org.jspecify.annotations.Nullable;

/** A state failed, in the words that Retry, Catch and the history see. */
final class FlowFailure extends StatesException {
  private static final long serialVersionUID = 1L;

  /** AWS's lengths, in characters. */
  private static final int ERROR_LENGTH = 256;

  private static final int CAUSE_LENGTH = 32_768;

  private final Origin origin;

  FlowFailure(Origin origin, @Nullable String error, @Nullable String cause) {
    super(error, cause);
    this.origin = origin;
  }

  /** A failure whose texts may come from anywhere: cut at AWS's lengths. */
  static FlowFailure of(
      Execution execution, Origin origin, @Nullable String error, @Nullable String cause) {
    return execution.hasSemantics(2)
        ? new FlowFailure(origin, cut(error, ERROR_LENGTH), cut(cause, CAUSE_LENGTH))
        : new FlowFailure(origin, error, cause);
  }

  private static @Nullable String cut(@Nullable String text, int length) {
    if (text == null || text.length() <= length) {
      return text;
    }
    // Half a character would be none at all.
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
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
