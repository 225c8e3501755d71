package dev.stateway.workflows.items;

import dev.stateway.translator.JsonText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * The elements of a JSON array, or the members of an object: read as they come, whatever the size
 * of the file.
 */
final class JsonItems implements ItemStream {
  // What stands in for all that comes before the item at which reading goes on.
  private static final String ARRAY_BEGUN = "[0";
  private static final String OBJECT_BEGUN = "{\"\":0";

  private final InputStream content;
  private final JsonParser parser;
  private final boolean isArray;
  private final long before;

  private JsonItems(InputStream content, JsonParser parser, boolean isArray, long before) {
    this.content = content;
    this.parser = parser;
    this.isArray = isArray;
    this.before = before;
  }

  /** Those that the pointer names, from the first one on. */
  static JsonItems first(InputStream content, String pointer) {
    return reading(() -> {
      var parser = JsonText.MAPPER.createParser(content);
      parser.nextToken();
      descend(parser, JsonPointer.compile(pointer));
      return switch (parser.currentToken()) {
        case START_ARRAY -> new JsonItems(content, parser, true, 0);
        case START_OBJECT -> new JsonItems(content, parser, false, 0);
        case null, default ->
            throw new UnreadableItemsException("Attempting to map over non-iterable node.");
      };
    });
  }

  /** Those that follow this position. */
  static JsonItems resume(InputStream content, JsonNode position) {
    return reading(() -> {
      var isArray = position.path("array").booleanValue();
      var begun = (isArray ? ARRAY_BEGUN : OBJECT_BEGUN).getBytes(StandardCharsets.UTF_8);
      var all = new SequenceInputStream(new ByteArrayInputStream(begun), content);
      var parser = JsonText.MAPPER.createParser(all);
      for (var tokens = isArray ? 2 : 3; tokens > 0; tokens--) {
        parser.nextToken();
      }
      return new JsonItems(
          content, parser, isArray, position.path("offset").asLong() - begun.length);
    });
  }

  private static void descend(JsonParser parser, JsonPointer pointer) {
    for (var rest = pointer; !rest.matches(); rest = rest.tail()) {
      var found =
          switch (parser.currentToken()) {
            case START_OBJECT -> toMember(parser, rest.getMatchingProperty());
            case START_ARRAY -> toElement(parser, rest.getMatchingIndex());
            case null, default -> false;
          };
      if (!found) {
        throw new UnreadableItemsException("The ItemsPointer '" + pointer + "' leads to nothing");
      }
    }
  }

  private static boolean toMember(JsonParser parser, String name) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var found = parser.currentName().equals(name);
      parser.nextToken();
      if (found) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  private static boolean toElement(JsonParser parser, int index) {
    for (var i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      if (i == index) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  @Override
  public Optional<Entry> next() {
    return reading(() -> {
      var token = parser.nextToken();
      if (token == null) {
        throw new UnreadableItemsException("The JSON text ends before its end");
      }
      if (token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT) {
        return Optional.empty();
      }
      if (isArray) {
        return Optional.of(new Entry(null, tree()));
      }
      var name = parser.currentName();
      parser.nextToken();
      return Optional.of(new Entry(name, tree()));
    });
  }

  private JsonNode tree() {
    return parser.readValueAsTree();
  }

  @Override
  public JsonNode position() {
    return JsonText.MAPPER
        .createObjectNode()
        .put("offset", before + parser.currentLocation().getByteOffset())
        .put("array", isArray);
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  private static <T> T reading(Reading<T> reading) {
    try {
      return reading.read();
    } catch (JacksonException e) {
      throw new UnreadableItemsException("The file is not JSON: " + e.getOriginalMessage());
    }
  }

  @FunctionalInterface
  private interface Reading<T> {
    T read();
  }
}
