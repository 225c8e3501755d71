package dev.stateway.workflows.items;

import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** JSON Lines: each line that is not blank is an item. */
final class JsonLineItems implements ItemStream {
  private final LineReader lines;

  JsonLineItems(LineReader lines) {
    this.lines = lines;
  }

  @Override
  public Optional<Entry> next() throws IOException {
    var start = lines.offset();
    for (var line = lines.next(); line != null; line = lines.next()) {
      if (!line.isBlank()) {
        return Optional.of(new Entry(null, parse(line, start)));
      }
      start = lines.offset();
    }
    return Optional.empty();
  }

  private static JsonNode parse(String line, long start) {
    try {
      return JsonText.parse(line);
    } catch (JacksonException e) {
      throw new UnreadableItemsException(
          "The line at byte " + start + " is not JSON: " + e.getOriginalMessage());
    }
  }

  @Override
  public JsonNode position() {
    return JsonText.MAPPER.createObjectNode().put("offset", lines.offset());
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
