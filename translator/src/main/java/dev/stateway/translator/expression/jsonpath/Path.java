package dev.stateway.translator.expression.jsonpath;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.Jackson3JsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.Jackson3MappingProvider;
import dev.stateway.translator.JsonText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A compiled path over one tree. */
final class Path {
  private static final Configuration ENGINE =
      Configuration.builder()
          .jsonProvider(new Provider())
          .mappingProvider(new Jackson3MappingProvider(JsonText.MAPPER))
          .evaluationListener(PathBounds::countResult)
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
    } catch (PathNotFoundException _) {
      // As on AWS, a wildcard or a slice of what is not there gives no elements instead of an
      // error.
      return general == null || general.isDefinite()
          ? Optional.empty()
          : Optional.of(JsonText.MAPPER.createArrayNode());
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
    PathBounds.check(text);
    try {
      return JsonPath.compile(text);
    } catch (JsonPathException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new InvalidJsonPathException(String.valueOf(e.getMessage()));
    }
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
