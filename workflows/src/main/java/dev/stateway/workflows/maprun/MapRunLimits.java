package dev.stateway.workflows.maprun;

import org.jspecify.annotations.Nullable;

/**
 * How much of a Map Run may run, and fail.
 *
 * @param maxConcurrency executions at a time, 0 for as many as there may be
 * @param toleratedFailureCount items that may fail
 * @param toleratedFailurePercentage items that may fail, of a hundred
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html">Tolerated
 *     failure threshold</a>
 */
public record MapRunLimits(
    int maxConcurrency,
    @Nullable Long toleratedFailureCount,
    @Nullable Double toleratedFailurePercentage) {
  /** What AWS runs at a time at the most, and when nothing is said. */
  public static final int MOST_AT_A_TIME = 10_000;

  private static final double HUNDRED = 100.0;

  /** How many executions run at a time. */
  public int concurrency() {
    return maxConcurrency <= 0 ? MOST_AT_A_TIME : Math.min(maxConcurrency, MOST_AT_A_TIME);
  }

  /**
   * Whether too many items have failed.
   *
   * @param failed items that failed or timed out
   * @param items all of them; absent while they are still being counted
   */
  public boolean isExceeded(long failed, @Nullable Long items) {
    var isGiven = toleratedFailureCount != null || toleratedFailurePercentage != null;
    if (!isGiven) {
      return failed > 0;
    }
    return (toleratedFailureCount != null && failed > toleratedFailureCount)
        || (toleratedFailurePercentage != null
            && items != null
            && failed * HUNDRED > toleratedFailurePercentage * items);
  }

  /** These limits with what a change names. */
  public MapRunLimits with(MapRunLimitsChange change) {
    return new MapRunLimits(
        change.maxConcurrency() == null ? maxConcurrency : change.maxConcurrency(),
        change.toleratedFailureCount() == null
            ? toleratedFailureCount
            : change.toleratedFailureCount(),
        change.toleratedFailurePercentage() == null
            ? toleratedFailurePercentage
            : change.toleratedFailurePercentage());
  }

  /**
   * What UpdateMapRun changes; absent parts stay as they are.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateMapRun.html">UpdateMapRun</a>
   */
  public record MapRunLimitsChange(
      @Nullable Integer maxConcurrency,
      @Nullable Long toleratedFailureCount,
      @Nullable Double toleratedFailurePercentage) {}
}
