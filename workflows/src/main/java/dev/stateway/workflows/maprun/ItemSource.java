package dev.stateway.workflows.maprun;

import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.model.ItemReader;
import dev.stateway.translator.model.ItemReader.Action;
import dev.stateway.translator.model.ItemReader.ItemFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a Map Run's items are read from: an {@code ItemReader} whose expressions have been
 * evaluated.
 *
 * @param bucket the bucket
 * @param key the object, unless objects are listed
 * @param prefix which objects are listed
 * @param startAfter the key after which the list begins
 * @param versionId the version of the object
 * @param owner the account that the bucket must belong to
 * @param format what the objects hold
 * @param athena whether the object is an Athena manifest that names those that hold the items
 * @param itemsPointer for JSON: the pointer to the items
 * @param delimiter for CSV: between fields
 * @param headers for CSV: the names of the columns; absent: the first row has them
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html">ItemReader</a>
 */
public record ItemSource(
    String bucket,
    @Nullable String key,
    @Nullable String prefix,
    @Nullable String startAfter,
    @Nullable String versionId,
    @Nullable String owner,
    Format format,
    boolean athena,
    String itemsPointer,
    String delimiter,
    @Nullable List<String> headers) {
  private static final List<String> OBJECT_FIELDS =
      List.of("Bucket", "Key", "VersionId", "ExpectedBucketOwner");
  private static final List<String> LIST_FIELDS =
      List.of("Bucket", "Prefix", "StartAfter", "ExpectedBucketOwner");

  /** What objects hold. */
  public enum Format {
    METADATA,
    JSON,
    JSON_LINES,
    CSV,
    PARQUET,
    INVENTORY
  }

  /**
   * The source that a reader names with these arguments.
   *
   * @throws StatesException {@code States.Runtime}: they are not what it takes
   */
  public static ItemSource of(ItemReader reader, JsonNode arguments) {
    var isList = reader.action() == Action.LIST_OBJECTS;
    var text = new ArgumentTexts("ItemReader", arguments, isList ? LIST_FIELDS : OBJECT_FIELDS);
    return of(
        reader.format(),
        false,
        new ItemSource(
            text.required("Bucket"),
            isList ? null : text.required("Key"),
            text.optional("Prefix"),
            text.optional("StartAfter"),
            text.optional("VersionId"),
            text.optional("ExpectedBucketOwner"),
            Format.METADATA,
            false,
            "",
            ",",
            null));
  }

  private static ItemSource of(ItemFormat format, boolean athena, ItemSource place) {
    return switch (format) {
      case ItemFormat.Metadata() -> place.with(Format.METADATA, athena, "", ",", null);
      case ItemFormat.Json(var pointer) -> place.with(Format.JSON, athena, pointer, ",", null);
      case ItemFormat.JsonLines() -> place.with(Format.JSON_LINES, athena, "", ",", null);
      case ItemFormat.Csv(var delimiter, var headers) ->
          place.with(Format.CSV, athena, "", String.valueOf(delimiter), headers);
      case ItemFormat.Parquet() -> place.with(Format.PARQUET, athena, "", ",", null);
      case ItemFormat.Inventory() -> place.with(Format.INVENTORY, athena, "", ",", null);
      case ItemFormat.Athena(var files) -> of(files, true, place);
    };
  }

  private ItemSource with(
      Format itsFormat,
      boolean isAthena,
      String pointer,
      String itsDelimiter,
      @Nullable List<String> itsHeaders) {
    return new ItemSource(
        bucket,
        key,
        prefix,
        startAfter,
        versionId,
        owner,
        itsFormat,
        isAthena,
        pointer,
        itsDelimiter,
        itsHeaders);
  }
}
