package dev.stateway.translator;

import dev.stateway.translator.Diagnostic.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/**
 * Finds the places of diagnostics in the submitted text: the name of a field, the start of an
 * element. What a diagnostic misses is found where it should have been.
 */
final class Positions {
  private final NavigableSet<String> wanted;
  private final Map<String, Position> found = new HashMap<>();
  private final JsonParser parser;

  private Positions(NavigableSet<String> wanted, JsonParser parser) {
    this.wanted = wanted;
    this.parser = parser;
  }

  /** The diagnostics with their positions, as far as they have a location that is in the text. */
  static List<Diagnostic> locate(List<Diagnostic> diagnostics, String text) {
    if (diagnostics.isEmpty()) {
      return diagnostics;
    }
    var wanted =
        diagnostics.stream()
            .map(Diagnostic::location)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new));
    try (var parser = JsonText.MAPPER.createParser(text)) {
      var positions = new Positions(wanted, parser);
      parser.nextToken();
      positions.note("/", position(parser.currentTokenLocation()));
      positions.children("");
      return diagnostics.stream().map(positions::located).toList();
    }
  }

  static Position position(TokenStreamLocation location) {
    return new Position(location.getLineNr(), location.getColumnNr());
  }

  private Diagnostic located(Diagnostic diagnostic) {
    var position = found.get(diagnostic.location());
    return position == null
        ? diagnostic
        : new Diagnostic(
            diagnostic.severity(),
            diagnostic.code(),
            diagnostic.message(),
            diagnostic.location(),
            position);
  }

  /** Goes through the value at which the parser stands, down to what is wanted. */
  private void children(String location) {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        var member = location + "/" + parser.currentName();
        note(member, position(parser.currentTokenLocation()));
        parser.nextToken();
        descend(member);
      }
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
        var element = location + "[" + index + "]";
        note(element, position(parser.currentTokenLocation()));
        descend(element);
      }
    }
  }

  private void descend(String location) {
    var next = wanted.higher(location);
    if (next != null && next.startsWith(location)) {
      children(location);
    } else {
      parser.skipChildren();
    }
  }

  private void note(String location, Position position) {
    if (wanted.contains(location)) {
      found.putIfAbsent(location, position);
    }
  }
}
