package dev.stateway.workflows.maprun;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An execution that a Map Run is to start.
 *
 * @param index its number within the Map Run, from 0
 * @param input its input: an item, or a batch of them
 * @param items how many items that are
 * @param redrive the number of the Map Run's redrive that runs it again; absent: it runs for the
 *     first time
 */
public record ChildInput(long index, JsonNode input, int items, @Nullable Integer redrive) {
  /** One that runs for the first time. */
  public ChildInput(long index, JsonNode input, int items) {
    this(index, input, items, null);
  }

  /** The same, run again by this redrive. */
  public ChildInput redrivenBy(int number) {
    return new ChildInput(index, input, items, number);
  }
}
