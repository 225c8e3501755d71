package dev.stateway.workflows.statetest;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What was seen of a state.
 *
 * @param status how it ended
 * @param output what it hands on, where it hands anything on
 * @param error of what failed
 * @param cause of what failed
 * @param nextState where it leads to; absent where that is nowhere
 * @param phases what its data were on their way, up to where it failed
 * @param variables those in scope after it
 * @param handling which Retrier and Catcher took the error, if any did
 */
public record StateTestOutcome(
    Status status,
    @Nullable JsonNode output,
    @Nullable String error,
    @Nullable String cause,
    @Nullable String nextState,
    Map<Phase, JsonNode> phases,
    SequencedMap<String, JsonNode> variables,
    Handling handling) {
  public StateTestOutcome {
    var seen = new EnumMap<Phase, JsonNode>(Phase.class);
    seen.putAll(phases);
    phases = Collections.unmodifiableMap(seen);
    variables = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(variables));
  }

  /** How a state ends. */
  public enum Status {
    SUCCEEDED,
    FAILED,
    /** A Retrier would have it tried again. */
    RETRIABLE,
    /** A Catcher leads on. */
    CAUGHT_ERROR
  }

  /**
   * Who took an error; all absent where nobody did.
   *
   * @param catchIndex the Catcher's
   * @param retryIndex the Retrier's, also of one that does not try any more
   * @param backoff how long the Retrier would wait
   */
  public record Handling(
      @Nullable Integer catchIndex, @Nullable Integer retryIndex, @Nullable Duration backoff) {}
}
