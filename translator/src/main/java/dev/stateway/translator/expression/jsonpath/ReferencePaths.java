package dev.stateway.translator.expression.jsonpath;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.ReferencePath;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes reference paths of their text. */
public final class ReferencePaths {
  private static final Pattern STRAY_BRACKET = Pattern.compile("\\[(?![\\['\"0-9*?:@(-])");

  private ReferencePaths() {}

  /**
   * Compiles the text of a {@code ResultPath}.
   *
   * @throws InvalidJsonPathException it is not a reference path into the input
   */
  public static ReferencePath compile(String text) {
    requireStart(text);
    var steps =
        PathSteps.scan(text)
            .orElseThrow(() -> new InvalidJsonPathException("Illegal character in reference path"));
    return new Place(text, steps.steps());
  }

  /** Checks what AWS has words of its own for. */
  static void requireStart(String text) {
    if (!text.startsWith("$")) {
      throw new InvalidJsonPathException("Reference path didn't start with '$'");
    }
    if (STRAY_BRACKET.matcher(text).find()) {
      throw new InvalidJsonPathException("'[' must be followed by ' or '['");
    }
  }

  private record Place(String text, List<PathSteps.Step> steps) implements ReferencePath {
    @Override
    public JsonNode set(JsonNode root, JsonNode value) {
      return set(root, 0, value, root);
    }

    private JsonNode set(JsonNode here, int depth, JsonNode value, JsonNode root) {
      if (depth == steps.size()) {
        return value;
      }
      return switch (steps.get(depth)) {
        case PathSteps.Step.Member(var name) -> {
          if (!(here instanceof ObjectNode object)) {
            throw failure(root);
          }
          var child = object.get(name);
          var copy = JsonNodeFactory.instance.objectNode();
          copy.setAll(object);
          copy.set(name, set(child == null ? copy.objectNode() : child, depth + 1, value, root));
          yield copy;
        }
        case PathSteps.Step.Element(var index) -> {
          if (!(here instanceof ArrayNode array) || index >= array.size()) {
            throw failure(root);
          }
          var copy = JsonNodeFactory.instance.arrayNode(array.size());
          copy.addAll(array);
          copy.set(index, set(array.get(index), depth + 1, value, root));
          yield copy;
        }
      };
    }

    private StatesException failure(JsonNode root) {
      return new StatesException(
          ErrorName.RESULT_PATH_MATCH_FAILURE,
          "Unable to apply ReferencePath " + text + " to input " + JsonText.write(root));
    }
  }
}
