package dev.stateway.workflows.maprun;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Some items of a source.
 *
 * @param items in their order
 * @param next where the next page begins; absent: these were the last ones
 */
public record ItemPage(List<Item> items, @Nullable JsonNode next) {
  public ItemPage {
    items = List.copyOf(items);
  }
}
