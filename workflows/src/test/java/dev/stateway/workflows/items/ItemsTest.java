package dev.stateway.workflows.items;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.items.Items.PageSize;
import dev.stateway.workflows.maprun.Item;
import dev.stateway.workflows.maprun.ItemSource;
import dev.stateway.workflows.maprun.ItemSource.Format;
import dev.stateway.workflows.maprun.MapRunFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Pages of any size give the same items. */
class ItemsTest {
  private final ObjectsInMemory store = new ObjectsInMemory();

  private static ItemSource source(String key, Format format, String pointer) {
    return new ItemSource("b", key, null, null, null, null, format, false, pointer, ",", null);
  }

  private List<Item> read(ItemSource source, int perPage) {
    var items = new ArrayList<Item>();
    JsonNode position = null;
    do {
      var page = new Items(store).read(source, position, new PageSize(perPage, 1_000_000));
      items.addAll(page.items());
      // As it travels from one activity to the next.
      position = page.next() == null ? null : JsonText.parse(JsonText.write(page.next()));
    } while (position != null);
    return items;
  }

  private static String values(List<Item> items) {
    return items.stream().map(item -> JsonText.write(item.value())).toList().toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100})
  void jsonArraysGoOnWhereAPageEnded(int perPage) {
    store.with(
        "b", "a", "{\"x\": [1 , 22,\n-3.50, true, null, \"ü€\\n\", {\"k\": [1]}, []], \"y\": [9]}");
    assertThat(values(read(source("a", Format.JSON, "/x"), perPage)))
        .isEqualTo("[1, 22, -3.50, true, null, \"ü€\\n\", {\"k\":[1]}, []]");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100})
  void jsonObjectsGoOnWhereAPageEnded(int perPage) {
    store.with("b", "a", "{\"ä\": 1, \"b\" : {\"c\": 2}, \"d\": 3}");
    var items = read(source("a", Format.JSON, ""), perPage);
    assertThat(items).extracting(Item::key).containsExactly("ä", "b", "d");
    assertThat(values(items)).isEqualTo("[1, {\"c\":2}, 3]");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100})
  void rowsGoOnWhereAPageEnded(int perPage) {
    store.with("b", "a", "\uFEFFü,b\r\n1,\"€\nx\"\r\n\r\n2\r\n3,\"a \"\"q\"\"\",4");
    assertThat(values(read(source("a", Format.CSV, ""), perPage)))
        .isEqualTo(
            "[{\"ü\":\"1\",\"b\":\"€\\nx\"}, {\"ü\":\"2\",\"b\":\"\"}, {\"ü\":\"3\",\"b\":\"a"
                + " \\\"q\\\"\"}]");
  }

  @Test
  void noticesAnObjectThatChanges() {
    store.with("b", "a", "1\n2\n");
    var source = source("a", Format.JSON_LINES, "");
    var first = new Items(store).read(source, null, new PageSize(1, 1_000));
    store.with("b", "a", "1\n3\n");
    assertThatThrownBy(() -> new Items(store).read(source, first.next(), new PageSize(1, 1_000)))
        .isInstanceOf(MapRunFailedException.class)
        .hasMessageContaining("changed while it was read");
  }

  /** Written by Apache Arrow, in groups of two rows, compressed with each of these. */
  @ParameterizedTest
  @ValueSource(strings = {"none", "snappy", "gzip", "zstd"})
  void readsRowsOfParquetFiles(String codec) throws IOException {
    store.put("b", "a.parquet", resource("rows-" + codec + ".parquet"));
    var first =
        "{\"n\":1,\"big\":9007199254740993,\"real\":1.5,\"text\":\"ü\",\"yes\":true,"
            + "\"price\":1.10,\"at\":1709208000123,\"day\":\"2024-02-29\",\"bytes\":\"AAE=\","
            + "\"list\":[1,2],\"struct\":{\"a\":\"x\",\"b\":null},\"map\":{\"k\":7}}";
    for (var perPage : new int[] {1, 2, 3, 100}) {
      var items = read(source("a.parquet", Format.PARQUET, ""), perPage);
      assertThat(items).hasSize(5);
      assertThat(JsonText.write(items.getFirst().value())).isEqualTo(first);
      assertThat(items)
          .extracting(item -> item.value().get("n").intValue())
          .containsExactly(1, 2, 3, 4, 5);
      assertThat(items.get(1).value().get("text").isNull()).isTrue();
    }
  }

  @Test
  void unpacksZstd() throws IOException {
    store.put("b", "a.jsonl.zst", resource("lines.jsonl.zst"));
    assertThat(values(read(source("a.jsonl.zst", Format.JSON_LINES, ""), 2)))
        .isEqualTo("[1, 2, 3]");
  }

  @Test
  void saysWhatIsNoParquetFile() {
    store.with("b", "a", "no Parquet").with("b", "empty", "").with("b", "a.zst", "no ZSTD");
    for (var key : List.of("a", "empty")) {
      assertThatThrownBy(() -> read(source(key, Format.PARQUET, ""), 1))
          .isInstanceOf(MapRunFailedException.class)
          .hasMessageContaining("States.ItemReaderFailed: The Parquet file cannot be read");
    }
    assertThatThrownBy(() -> read(source("a.zst", Format.JSON_LINES, ""), 1))
        .isInstanceOf(MapRunFailedException.class)
        .hasMessageContaining("States.ItemReaderFailed");
  }

  private static byte[] resource(String name) throws IOException {
    try (var stream = ItemsTest.class.getResourceAsStream("/items/" + name)) {
      return Objects.requireNonNull(stream, name).readAllBytes();
    }
  }
}
