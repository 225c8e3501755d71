package dev.stateway.workflows.items;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Rows of a Parquet file, each an object of its columns. Its end is read first, so the object is on
 * this machine's disk while it is read; rows are not held.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/">Parquet's file format</a>
 */
final class ParquetItems implements ItemStream {
  private final Path file;
  private final ParquetFileReader reader;
  private final RowReader rows;
  private long row;

  private ParquetItems(Path file, ParquetFileReader reader, long row) {
    this.file = file;
    this.reader = reader;
    this.rows = reader.buildRowReader().skip(row).build();
    this.row = row;
  }

  /**
   * Reads from a row on.
   *
   * @param content the whole object
   * @throws UnreadableItemsException it is no Parquet file that can be read
   */
  static ParquetItems open(InputStream content, long row) throws IOException {
    var file = Files.createTempFile("items", ".parquet");
    try {
      Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
      return new ParquetItems(file, ParquetFileReader.open(InputFile.of(file)), row);
    } catch (IOException | RuntimeException unreadable) {
      Files.deleteIfExists(file);
      throw unreadable(unreadable);
    }
  }

  @Override
  public Optional<Entry> next() {
    try {
      if (!rows.hasNext()) {
        return Optional.empty();
      }
      rows.next();
      var item = JsonText.MAPPER.createObjectNode();
      for (var i = 0; i < rows.getFieldCount(); i++) {
        item.set(rows.getFieldName(i), ParquetValues.json(rows.getValue(i)));
      }
      row++;
      return Optional.of(new Entry(null, item));
    } catch (UnreadableItemsException known) {
      throw known;
    } catch (RuntimeException unreadable) {
      throw unreadable(unreadable);
    }
  }

  /** The library tells of what is wrong with a file by exceptions of many kinds. */
  private static UnreadableItemsException unreadable(Exception why) {
    return new UnreadableItemsException("The Parquet file cannot be read: " + why.getMessage());
  }

  @Override
  public JsonNode position() {
    return JsonText.MAPPER.createObjectNode().put("row", row);
  }

  @Override
  public void close() throws IOException {
    try (reader;
        rows) {
      // Both are closed, whatever the other does.
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
