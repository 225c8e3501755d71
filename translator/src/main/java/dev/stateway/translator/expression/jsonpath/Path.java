package dev.stateway.translator.expression.jsonpath;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.spi.json.Jackson3JsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.Jackson3MappingProvider;
import dev.stateway.translator.JsonText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A compiled path over one tree. */
final class Path {
  // Bounds what a hostile definition can make the engine's recursive parser do.
  private static final int MAX_LENGTH = 4096;
  private static final int MAX_NESTING = 32;
  // Brackets in a regular expression are text.
  private static final String REGEX_MATCH = "=~";

  private static final Configuration ENGINE =
      Configuration.builder()
          .jsonProvider(new Provider())
          .mappingProvider(new Jackson3MappingProvider(JsonText.MAPPER))
          .build();

  private final String text;
  private final @Nullable PathSteps steps;
  private final @Nullable JsonPath general;

  private Path(String text, @Nullable PathSteps steps, @Nullable JsonPath general) {
    this.text = text;
    this.steps = steps;
    this.general = general;
  }

  /**
   * Compiles a path that begins with {@code $}.
   *
   * @throws InvalidJsonPathException it is none
   */
  static Path compile(String text) {
    var steps = PathSteps.scan(text);
    return steps.isPresent()
        ? new Path(text, steps.get(), null)
        : new Path(text, null, compileGeneral(text));
  }

  /** Whether it names exactly one place. */
  boolean isReference() {
    return steps != null;
  }

  Optional<PathSteps> steps() {
    return Optional.ofNullable(steps);
  }

  /** What it leads to; empty if nothing is there. */
  Optional<JsonNode> find(JsonNode root) {
    if (steps != null) {
      return Optional.ofNullable(steps.walk(root));
    }
    try {
      return Optional.of(read(root));
    } catch (JsonPathException _) {
      return Optional.empty();
    }
  }

  /** Why {@link #find} found nothing, in the engine's words, which are AWS's. */
  String whyNothing(JsonNode root) {
    try {
      read(root);
      return "No results for path: " + text;
    } catch (JsonPathException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private JsonNode read(JsonNode root) {
    Object found = (general == null ? compileGeneral(text) : general).read(root, ENGINE);
    return found instanceof JsonNode node ? node : JsonText.MAPPER.valueToTree(found);
  }

  private static JsonPath compileGeneral(String text) {
    if (text.length() > MAX_LENGTH || nesting(text) > MAX_NESTING) {
      throw new InvalidJsonPathException(
          "The path is too long, too deeply nested or has brackets that do not match");
    }
    try {
      return JsonPath.compile(text);
    } catch (JsonPathException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new InvalidJsonPathException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * How deep brackets are nested; more than allowed also if they do not pair up, which the engine
   * overlooks.
   */
  private static int nesting(String text) {
    int depth = 0;
    int deepest = 0;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        i += c == '\\' ? 1 : 0;
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '(' || c == '[') {
        deepest = Math.max(deepest, ++depth);
      } else if (c == ')' || c == ']') {
        depth--;
      }
    }
    return depth == 0 || text.contains(REGEX_MATCH) ? deepest : Integer.MAX_VALUE;
  }

  /** The library's provider answers an index past the end with null instead of "not found". */
  private static final class Provider extends Jackson3JsonNodeJsonProvider {
    private Provider() {
      super(JsonText.MAPPER);
    }

    @Override
    public Object getArrayIndex(Object array, int index) {
      if (index < 0 || index >= length(array)) {
        throw new IndexOutOfBoundsException(index);
      }
      return super.getArrayIndex(array, index);
    }
  }
}
