package dev.stateway.workflows.items;

import dev.stateway.workflows.items.ItemStreams.Columns;
import dev.stateway.workflows.items.ObjectStore.ObjectAddress;
import dev.stateway.workflows.maprun.ItemSource.Format;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The objects that hold a source's items, one after the other. */
interface ObjectSequence {
  /** The object of this name, or the first one. */
  Optional<Part> at(@Nullable String name) throws IOException;

  /** The one that follows. */
  Optional<Part> after(String name) throws IOException;

  /**
   * One of the objects.
   *
   * @param name finds it again in the sequence
   * @param address where it is
   * @param format what it holds
   * @param columns those of a delimited file
   */
  record Part(String name, ObjectAddress address, Format format, Columns columns) {}
}
