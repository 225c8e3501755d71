package dev.stateway.workflows.statetest;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What stands in for the work of a state.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_MockInput.html">MockInput</a>
 */
public sealed interface Mock {
  /** The work succeeds. */
  record Result(JsonNode value) implements Mock {}

  /** The work fails. */
  record Failure(String error, @Nullable String cause) implements Mock {}
}
