package dev.stateway.translator.model;

import dev.stateway.translator.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the items of a distributed Map come from.
 *
 * @param action how they are found
 * @param arguments {@code Parameters} or {@code Arguments}: bucket and key or prefix
 * @param format what the objects hold
 * @param maxItems items at the most, 0 for all; absent: all
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html">ItemReader</a>
 */
public record ItemReader(
    Action action, Expression arguments, ItemFormat format, @Nullable Expression maxItems) {
  /** The action of S3 that finds items. */
  public enum Action {
    /** One object holds them. */
    GET_OBJECT,
    /** The objects of a bucket are the items, or hold them. */
    LIST_OBJECTS
  }

  /** What objects hold. */
  public sealed interface ItemFormat {
    /** Nothing is read: the objects' own metadata are the items. */
    record Metadata() implements ItemFormat {}

    /**
     * A JSON array or object.
     *
     * @param itemsPointer the JSON pointer to it, empty for the whole text
     */
    record Json(String itemsPointer) implements ItemFormat {}

    /** A JSON value on each line. */
    record JsonLines() implements ItemFormat {}

    /**
     * Rows of delimited fields.
     *
     * @param delimiter between fields
     * @param headers the names of the columns; absent: the first row has them
     */
    record Csv(char delimiter, @Nullable List<String> headers) implements ItemFormat {
      public Csv {
        headers = headers == null ? null : List.copyOf(headers);
      }
    }

    /** Apache Parquet. */
    record Parquet() implements ItemFormat {}

    /** The manifest of an S3 inventory: its files' rows are the items. */
    record Inventory() implements ItemFormat {}

    /**
     * The manifest of an Athena UNLOAD: the files it lists hold the items.
     *
     * @param files what these hold
     */
    record Athena(ItemFormat files) implements ItemFormat {}
  }
}
