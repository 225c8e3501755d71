package dev.stateway.workflows.items;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The items of one object, one after the other. */
interface ItemStream extends AutoCloseable {
  /**
   * The next one; empty at the end.
   *
   * @throws UnreadableItemsException the object does not hold what it should
   */
  Optional<Entry> next() throws IOException;

  /** Where the next one begins: what {@link ItemStreams#open} takes. */
  JsonNode position();

  @Override
  void close() throws IOException;

  /** An item, and its name when it is an object's member. */
  record Entry(@Nullable String key, JsonNode value) {}
}
