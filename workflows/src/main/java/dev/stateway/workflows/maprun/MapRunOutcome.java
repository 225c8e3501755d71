package dev.stateway.workflows.maprun;

import dev.stateway.workflows.execution.ExecutionStatus;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a Map Run ended.
 *
 * @param status SUCCEEDED, FAILED or ABORTED
 * @param result the Map state's result, if it succeeded
 * @param failure why it failed
 */
public record MapRunOutcome(
    ExecutionStatus status, @Nullable JsonNode result, @Nullable MapRunFailure failure) {
  /** The end of one that was stopped. */
  public static final MapRunOutcome ABORTED =
      new MapRunOutcome(ExecutionStatus.ABORTED, null, null);

  /** The end of one that gave this. */
  public static MapRunOutcome succeeded(JsonNode result) {
    return new MapRunOutcome(ExecutionStatus.SUCCEEDED, result, null);
  }

  /** The end of one that failed. */
  public static MapRunOutcome failed(MapRunFailure failure) {
    return new MapRunOutcome(ExecutionStatus.FAILED, null, failure);
  }
}
