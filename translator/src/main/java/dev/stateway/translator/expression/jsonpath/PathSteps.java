package dev.stateway.translator.expression.jsonpath;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A path of plain member names and indexes: walked directly, ten times faster than the general
 * engine.
 *
 * @param steps from the root
 */
record PathSteps(List<Step> steps) {
  PathSteps {
    steps = List.copyOf(steps);
  }

  /** One step down. */
  sealed interface Step {
    /** To the member of an object. */
    record Member(String name) implements Step {}

    /** To the element of an array. */
    record Element(int index) implements Step {}
  }

  /** The steps of this path; empty if it is more than names and indexes. */
  static Optional<PathSteps> scan(String path) {
    return new Scanner(path).scan();
  }

  /** What lies at the end; null (in Java) if there is nothing. */
  @Nullable JsonNode walk(JsonNode root) {
    JsonNode node = root;
    for (var step : steps) {
      var next =
          switch (step) {
            case Step.Member(var name) -> node.isObject() ? node.get(name) : null;
            case Step.Element(var index) -> node.isArray() ? node.get(index) : null;
          };
      if (next == null) {
        return null;
      }
      node = next;
    }
    return node;
  }

  private static final class Scanner {
    private static final int MAX_INDEX_DIGITS = 9;

    private final String path;
    private int at;

    private Scanner(String path) {
      this.path = path;
    }

    Optional<PathSteps> scan() {
      if (!path.startsWith("$")) {
        return Optional.empty();
      }
      at = 1;
      var steps = new ArrayList<Step>();
      while (at < path.length()) {
        // Jayway's dialect also has "$.items.[0]".
        if (path.startsWith(".[", at)) {
          at++;
        }
        var step = path.charAt(at) == '.' ? dotted() : bracketed();
        if (step == null) {
          return Optional.empty();
        }
        steps.add(step);
      }
      return Optional.of(new PathSteps(steps));
    }

    private @Nullable Step dotted() {
      int start = at + 1;
      int end = start;
      while (end < path.length() && isNameCharacter(path.charAt(end))) {
        end++;
      }
      if (end == start) {
        return null;
      }
      at = end;
      return new Step.Member(path.substring(start, end));
    }

    private static boolean isNameCharacter(char c) {
      return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }

    private @Nullable Step bracketed() {
      if (path.charAt(at) != '[' || at + 1 >= path.length()) {
        return null;
      }
      char first = path.charAt(at + 1);
      return first == '\'' || first == '"' ? quoted(first) : indexed();
    }

    private @Nullable Step quoted(char quote) {
      int start = at + 2;
      int end = path.indexOf(quote, start);
      if (end <= start || end + 1 >= path.length() || path.charAt(end + 1) != ']') {
        return null;
      }
      // AWS takes a backslash as itself; the general engine, as an escape.
      at = end + 2;
      return new Step.Member(path.substring(start, end));
    }

    private @Nullable Step indexed() {
      int end = path.indexOf(']', at);
      int digits = end - at - 1;
      if (end < 0 || digits < 1 || digits > MAX_INDEX_DIGITS) {
        return null;
      }
      var text = path.substring(at + 1, end);
      if (!text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return null;
      }
      at = end + 1;
      return new Step.Element(Integer.parseInt(text));
    }
  }
}
