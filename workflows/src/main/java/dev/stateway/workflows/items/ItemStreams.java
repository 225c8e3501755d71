package dev.stateway.workflows.items;

import com.github.luben.zstd.ZstdInputStream;
import dev.stateway.workflows.items.ObjectStore.ObjectAddress;
import dev.stateway.workflows.maprun.ItemSource;
import dev.stateway.workflows.maprun.ItemSource.Format;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Opens objects as streams of items.
 *
 * @param store where they are
 * @param source what they hold
 */
record ItemStreams(ObjectStore store, ItemSource source) {
  /**
   * An open object.
   *
   * @param items its items
   * @param etag changes when the object does
   */
  record Opened(ItemStream items, String etag) {}

  /** Opens an object at its first item, or at a position. */
  Opened open(ObjectAddress address, Format format, Columns columns, @Nullable JsonNode position)
      throws IOException {
    var offset = position == null ? 0 : position.path("offset").asLong();
    return switch (format) {
      case JSON -> {
        var object = content(address, offset);
        var items =
            position == null
                ? JsonItems.first(object.content(), source.itemsPointer())
                : JsonItems.resume(object.content(), position);
        yield new Opened(items, object.etag());
      }
      case JSON_LINES -> {
        var object = content(address, offset);
        yield new Opened(
            new JsonLineItems(new LineReader(object.content(), offset)), object.etag());
      }
      case CSV, INVENTORY -> {
        var object = content(address, offset);
        var lines = new LineReader(object.content(), offset);
        yield new Opened(
            new CsvItems(lines, columns.delimiter(), columns.headers(position)), object.etag());
      }
      case PARQUET -> {
        var row = position == null ? 0 : position.path("row").asLong();
        try (var object = content(address, 0)) {
          yield new Opened(ParquetItems.open(object.content(), row), object.etag());
        }
      }
      case METADATA -> throw new IllegalStateException("metadata are not read from objects");
    };
  }

  /**
   * The columns of delimited files.
   *
   * @param delimiter between fields
   * @param names as they are given; absent: the first row has them
   */
  record Columns(char delimiter, @Nullable List<String> names) {
    @Nullable List<String> headers(@Nullable JsonNode position) {
      return position == null
          ? names
          : position.path("headers").valueStream().map(JsonNode::stringValue).toList();
    }
  }

  /** A small object as text. */
  String text(ObjectAddress address) throws IOException {
    var text = new StringBuilder();
    try (var lines = new LineReader(content(address, 0).content(), 0)) {
      for (var line = lines.next(); line != null; line = lines.next()) {
        text.append(line).append('\n');
      }
    }
    return text.toString();
  }

  /** The bytes of an object from an offset on, which is one of what it holds when unpacked. */
  private ObjectStore.OpenObject content(ObjectAddress address, long offset) throws IOException {
    var key = address.key();
    var isZstd = key.endsWith(".zst") || key.endsWith(".zstd");
    if (!isZstd && !key.endsWith(".gz")) {
      return store.open(address, offset);
    }
    var packed = store.open(address, 0);
    InputStream unpacked =
        isZstd ? new ZstdInputStream(packed.content()) : new GZIPInputStream(packed.content());
    unpacked.skipNBytes(offset);
    return new ObjectStore.OpenObject(unpacked, packed.etag());
  }
}
