package dev.stateway.api.gateway.openapi;

import dev.stateway.api.gateway.route.Route;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A YAML or JSON file as a tree that knows the line of each place.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.0.3#format">OpenAPI: format</a>
 */
public final class SourceDocument {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Aliases are expanded: a file may not grow past this by them. */
  private static final int MOST_NODES = 500_000;

  private static final int DEEPEST = 200;

  private final Path file;
  private final Map<JsonPointer, Integer> lines = new HashMap<>();
  private final JsonNode root;

  /** A file that is not YAML, or is not a tree. */
  public static final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;

    public MalformedException(String message, int line, @Nullable Throwable cause) {
      super(message, cause);
      this.line = line;
    }

    public int line() {
      return line;
    }
  }

  /**
   * Reads a file's text.
   *
   * @throws MalformedException it is not one YAML document
   */
  public SourceDocument(Path file, String text) {
    this.file = file;
    var settings = LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
    try {
      root =
          new Compose(settings)
              .composeString(text)
              .map(node -> tree(node, JsonPointer.empty(), 0))
              .orElseThrow(() -> new MalformedException("the file is empty", 1, null));
    } catch (MarkedYamlEngineException malformed) {
      var line = malformed.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      throw new MalformedException("not YAML: " + malformed.getProblem(), line, malformed);
    } catch (YamlEngineException malformed) {
      throw new MalformedException("not YAML: " + malformed.getMessage(), 1, malformed);
    }
  }

  public JsonNode root() {
    return root;
  }

  /**
   * Where this is written; for a place that is not in the file, where the nearest one around it is.
   */
  public Route.Place place(JsonPointer pointer) {
    for (var at = pointer; ; at = at.head()) {
      var line = lines.get(at);
      if (line != null) {
        return new Route.Place(file, line);
      }
      if (at.matches()) {
        return new Route.Place(file, 1);
      }
    }
  }

  private JsonNode tree(Node node, JsonPointer pointer, int depth) {
    lines.putIfAbsent(pointer, line(node));
    if (node.isRecursive() || depth > DEEPEST || lines.size() > MOST_NODES) {
      throw new MalformedException(
          "the file is too deep, or too large by its aliases", line(node), null);
    }
    return switch (node) {
      case MappingNode mapping -> object(mapping, pointer, depth);
      case SequenceNode sequence -> array(sequence.getValue(), pointer, depth);
      case ScalarNode scalar -> scalar(scalar);
      default -> throw new MalformedException("a node of an unknown kind", line(node), null);
    };
  }

  private JsonNode object(MappingNode mapping, JsonPointer pointer, int depth) {
    var object = NODES.objectNode();
    for (var member : mapping.getValue()) {
      if (!(member.getKeyNode() instanceof ScalarNode key)) {
        throw new MalformedException("a key must be text", line(member.getKeyNode()), null);
      }
      var place = pointer.appendProperty(key.getValue());
      if (object.has(key.getValue())) {
        throw new MalformedException(
            "the key " + key.getValue() + " occurs twice", line(key), null);
      }
      lines.put(place, line(key));
      object.set(key.getValue(), tree(member.getValueNode(), place, depth + 1));
    }
    return object;
  }

  private JsonNode array(List<Node> elements, JsonPointer pointer, int depth) {
    var array = NODES.arrayNode();
    for (var i = 0; i < elements.size(); i++) {
      array.add(tree(elements.get(i), pointer.appendIndex(i), depth + 1));
    }
    return array;
  }

  private static JsonNode scalar(ScalarNode scalar) {
    var text = scalar.getValue();
    var tag = scalar.getTag();
    if (tag.equals(Tag.NULL)) {
      return NODES.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return NODES.booleanNode(Boolean.parseBoolean(text));
    }
    try {
      if (tag.equals(Tag.INT)) {
        return NODES.numberNode(new BigInteger(text));
      }
      if (tag.equals(Tag.FLOAT)) {
        return NODES.numberNode(new BigDecimal(text));
      }
    } catch (NumberFormatException notJson) {
      // Numbers that only YAML knows (.inf, 0x1F) have no JSON form: they stay the text they are.
      return NODES.stringNode(text);
    }
    return NODES.stringNode(text);
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
