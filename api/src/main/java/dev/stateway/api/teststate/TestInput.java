package dev.stateway.api.teststate;

import dev.stateway.activities.model.MockedResults.Mode;
import org.jspecify.annotations.Nullable;

/**
 * What a test of a state is asked with, as it was sent.
 *
 * @param roleArn the role that decides what its task may
 * @param input JSON text; absent for an empty object
 * @param variables JSON text of an object
 * @param context JSON text of the context object
 * @param mock what stands in for the work
 * @param configuration what seems to have gone before
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html">TestState</a>
 */
public record TestInput(
    @Nullable String roleArn,
    @Nullable String input,
    @Nullable String variables,
    @Nullable String context,
    @Nullable MockInput mock,
    Configuration configuration) {
  /**
   * A mock.
   *
   * @param result JSON text
   * @param error absent where it succeeds
   * @param mode how much of the result must be right
   */
  public record MockInput(@Nullable String result, @Nullable ErrorOutput error, Mode mode) {}

  /** A mocked error. */
  public record ErrorOutput(String error, @Nullable String cause) {}

  /**
   * What seems to have gone before; all may be absent.
   *
   * @param retries how often a Retrier has had the state tried again
   * @param errorCausedByState the inner state that a mocked error is from
   * @param failedIterations how many iterations of a Map have failed
   * @param itemData what an {@code ItemReader} finds
   */
  public record Configuration(
      @Nullable Integer retries,
      @Nullable String errorCausedByState,
      @Nullable Integer failedIterations,
      @Nullable String itemData) {}
}
