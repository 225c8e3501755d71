package dev.stateway.workflows.statetest;

import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A test of one state.
 *
 * @param tested the state
 * @param shownName what the context object and error texts call it
 * @param definition the text that it is of
 * @param input its input
 * @param variables those in scope, by name without {@code $}
 * @param identity the execution that it seems to be in
 * @param context the whole context object; absent: that of the execution
 * @param mock stands in for its work; absent: the work is done
 * @param circumstances what seems to have gone before
 * @param limit how long it may take
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html">TestState</a>
 */
public record StateTestRequest(
    TestedState tested,
    String shownName,
    String definition,
    JsonNode input,
    SequencedMap<String, JsonNode> variables,
    ExecutionIdentity identity,
    @Nullable JsonNode context,
    @Nullable Mock mock,
    Circumstances circumstances,
    Duration limit) {
  public StateTestRequest {
    variables = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(variables));
  }

  /**
   * What seems to have gone before.
   *
   * @param retries how often each Retrier has had the state tried again
   * @param failedIterations how many iterations of a Map have failed
   * @param itemData the text that an {@code ItemReader} finds; absent: the input is what it has
   *     read
   * @see <a
   *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestStateConfiguration.html">TestStateConfiguration</a>
   */
  public record Circumstances(int retries, int failedIterations, @Nullable String itemData) {
    /** Nothing. */
    public static final Circumstances NONE = new Circumstances(0, 0, null);
  }
}
