package dev.stateway.api.gateway.route;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Finds schemas that ask themselves about the same value again, so that validating would not end. A
 * schema that asks itself about a part of the value is none: values end.
 *
 * @see <a
 *     href="https://json-schema.org/draft/2020-12/json-schema-core#name-guarding-against-infinite-r">Guarding
 *     against infinite recursion</a>
 */
final class SchemaCircles {
  /** Longer chains of schemas about one value are no use to anybody. */
  private static final int LONGEST_CHAIN = 100;

  private static final List<String> ONE = List.of("not", "if", "then", "else");
  private static final List<String> MANY = List.of("allOf", "anyOf", "oneOf", "dependentSchemas");

  private final JsonNode document;
  private final Set<JsonNode> done = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<JsonNode> under = Collections.newSetFromMap(new IdentityHashMap<>());

  private SchemaCircles(JsonNode document) {
    this.document = document;
  }

  /**
   * Looks at all schemas of a document.
   *
   * @throws IllegalArgumentException one goes in a circle, or its chain is too long
   */
  static void check(JsonNode document) {
    var circles = new SchemaCircles(document);
    var waiting = new ArrayDeque<>(List.of(document));
    while (!waiting.isEmpty()) {
      var node = waiting.pop();
      if (node.isObject()) {
        circles.follow(node);
      }
      node.valueStream().filter(JsonNode::isContainer).forEach(waiting::push);
    }
  }

  private void follow(JsonNode schema) {
    if (done.contains(schema)) {
      return;
    }
    if (!under.add(schema)) {
      throw new IllegalArgumentException(
          "the schema cannot be used: its references go in a circle");
    }
    if (under.size() > LONGEST_CHAIN) {
      throw new IllegalArgumentException(
          "the schema cannot be used: more than " + LONGEST_CHAIN + " references in a row");
    }
    asked(schema).forEach(this::follow);
    under.remove(schema);
    done.add(schema);
  }

  /** The schemas that a schema asks about the same value. */
  private List<JsonNode> asked(JsonNode schema) {
    var asked = new ArrayList<JsonNode>();
    var reference = schema.path("$ref").asString("");
    if (reference.startsWith("#/")) {
      asked.add(document.at(JsonPointer.compile(reference.substring(1))));
    } else if (reference.equals("#")) {
      asked.add(document);
    }
    ONE.forEach(name -> asked.add(schema.path(name)));
    MANY.forEach(name -> schema.path(name).valueStream().forEach(asked::add));
    asked.removeIf(node -> !node.isObject());
    return asked;
  }
}
