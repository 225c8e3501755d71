package dev.stateway.workflows.generated;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event that must be there.
 *
 * @param number orders events of lines that run one after the other
 * @param previous the one it follows from, absent for none
 * @param seconds since the start
 * @param details with inputs and outputs as trees; absent for events that have none
 */
record PredictedEvent(
    int number,
    String type,
    @Nullable PredictedEvent previous,
    double seconds,
    @Nullable ObjectNode details) {
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
