package dev.stateway.workflows.items;

import dev.hardwood.row.PqList;
import dev.hardwood.row.PqMap;
import dev.hardwood.row.PqStruct;
import dev.stateway.translator.JsonText;
import dev.stateway.translator.expression.Numbers;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Values of Parquet files as JSON: numbers, texts and truth values as they are, times as
 * milliseconds since 1970, dates as {@code 2024-02-29}, bytes in Base64, lists and structs nested.
 */
final class ParquetValues {
  private static final JsonNodeFactory NODES = JsonText.MAPPER.getNodeFactory();

  private ParquetValues() {}

  /**
   * A value as JSON.
   *
   * @throws UnreadableItemsException JSON has nothing for it
   */
  static JsonNode json(@Nullable Object value) {
    return switch (value) {
      case null -> NODES.nullNode();
      case String text -> NODES.stringNode(text);
      case Boolean truth -> NODES.booleanNode(truth);
      case Integer number -> Numbers.node(number);
      case Long number -> Numbers.node(number);
      case Float number -> decimal(number.toString());
      case Double number -> decimal(number.toString());
      case BigDecimal number -> NODES.numberNode(number);
      case Instant time -> Numbers.node(time.toEpochMilli());
      case LocalDateTime time -> Numbers.node(time.toInstant(ZoneOffset.UTC).toEpochMilli());
      case LocalDate date -> NODES.stringNode(date.toString());
      case LocalTime time -> NODES.stringNode(time.toString());
      case UUID uuid -> NODES.stringNode(uuid.toString());
      case byte[] bytes -> NODES.stringNode(Base64.getEncoder().encodeToString(bytes));
      case PqStruct struct -> object(struct);
      case PqList list -> array(list);
      case PqMap map -> object(map);
      default ->
          throw new UnreadableItemsException(
              "The Parquet file has a value that JSON cannot have: " + value);
    };
  }

  private static JsonNode decimal(String number) {
    try {
      return NODES.numberNode(new BigDecimal(number));
    } catch (NumberFormatException notFinite) {
      throw new UnreadableItemsException(
          "The Parquet file has a value that JSON cannot have: " + number);
    }
  }

  private static JsonNode object(PqStruct struct) {
    var object = NODES.objectNode();
    for (var i = 0; i < struct.getFieldCount(); i++) {
      object.set(struct.getFieldName(i), json(struct.getValue(i)));
    }
    return object;
  }

  private static JsonNode array(PqList list) {
    var array = NODES.arrayNode();
    list.values().forEach(element -> array.add(json(element)));
    return array;
  }

  private static JsonNode object(PqMap map) {
    var object = NODES.objectNode();
    map.getEntries()
        .forEach(entry -> object.set(json(entry.getKey()).asString(), json(entry.getValue())));
    return object;
  }
}
