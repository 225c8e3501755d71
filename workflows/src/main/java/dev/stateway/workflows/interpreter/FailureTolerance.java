package dev.stateway.workflows.interpreter;

import org.jspecify.annotations.Nullable;

/**
 * How many iterations of a Map may fail.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html">Tolerated
 *     failure threshold</a>
 */
record FailureTolerance(@Nullable Integer count, @Nullable Double percentage, int items) {
  /** Whether the state says anything about it; otherwise the first failure is the state's own. */
  boolean isGiven() {
    return count != null || percentage != null;
  }

  boolean allows(int failures) {
    return isGiven()
        && (count == null || failures <= count)
        && (percentage == null || failures * 100.0 <= percentage * items);
  }
}
