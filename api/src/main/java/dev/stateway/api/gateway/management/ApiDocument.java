package dev.stateway.api.gateway.management;

import dev.stateway.translator.JsonText;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An API and all its parts as one tree, as the registry keeps it: {@code api} and, by their id,
 * {@code routes}, {@code integrations}, {@code authorizers}, {@code stages}, {@code deployments}.
 * Members that begin with an underscore are Stateway's own and shown to nobody.
 */
final class ApiDocument {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int API_ID = 10;
  private static final int PART_ID = 7;

  private final ObjectNode tree;

  private ApiDocument(ObjectNode tree) {
    this.tree = tree;
  }

  /** A new API with these members. */
  static ApiDocument of(ObjectNode api) {
    var tree = JsonText.MAPPER.createObjectNode();
    tree.set("api", api);
    api.put("apiId", randomId(API_ID));
    api.put("createdDate", now());
    return new ApiDocument(tree);
  }

  /** As it was written. */
  static ApiDocument parse(String text) {
    return new ApiDocument((ObjectNode) JsonText.parse(text));
  }

  String text() {
    return JsonText.write(tree);
  }

  static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** An id for a part. */
  static String newId() {
    return randomId(PART_ID);
  }

  private static String randomId(int length) {
    var id = new StringBuilder();
    // Ids begin with a letter: a part of a path or a host that is a number would be read as one.
    id.append((char) ('a' + RANDOM.nextInt(26)));
    while (id.length() < length) {
      id.append(Character.forDigit(RANDOM.nextInt(36), 36));
    }
    return id.toString();
  }

  /** What the API says of itself. */
  ObjectNode api() {
    return (ObjectNode) tree.get("api");
  }

  String id() {
    return api().path("apiId").asString("");
  }

  private ObjectNode collection(EntityKind kind) {
    return tree.withObject("/" + kind.collection());
  }

  /** Its parts of one kind by id, in the order they were made. */
  Map<String, ObjectNode> parts(EntityKind kind) {
    var parts = new java.util.LinkedHashMap<String, ObjectNode>();
    for (var part : collection(kind).properties()) {
      parts.put(part.getKey(), (ObjectNode) part.getValue());
    }
    return parts;
  }

  /** One part; empty if there is none of this id. */
  Optional<ObjectNode> find(EntityKind kind, String id) {
    var found = collection(kind).path(id);
    return found.isObject() ? Optional.of((ObjectNode) found) : Optional.empty();
  }

  /** One part, which must be there. */
  ObjectNode require(EntityKind kind, String id) {
    return find(kind, id).orElseThrow(() -> ManagementError.notFound(kind.noun(), id));
  }

  /** Adds a part under a new id, or a stage under its name. */
  ObjectNode add(EntityKind kind, ObjectNode part) {
    var id = kind == EntityKind.STAGE ? part.path("stageName").asString("") : randomId(PART_ID);
    part.put(kind.idMember(), id);
    if (collection(kind).has(id)) {
      throw ManagementError.conflict("Stage already exists");
    }
    collection(kind).set(id, part);
    return part;
  }

  /** Takes a part away. */
  void remove(EntityKind kind, String id) {
    require(kind, id);
    collection(kind).remove(id);
  }

  /** Takes all parts of these kinds away. */
  void clear(EntityKind... kinds) {
    for (var kind : kinds) {
      tree.remove(kind.collection());
    }
  }

  /** What is not for clients: the text of an operation, components, ... */
  JsonNode hidden(ObjectNode part, String name) {
    return part.path("_" + name);
  }

  /** A part as clients see it. */
  static ObjectNode shown(ObjectNode part) {
    var shown = part.deepCopy();
    List.copyOf(part.propertyNames()).stream()
        .filter(name -> name.startsWith("_"))
        .forEach(shown::remove);
    return shown;
  }

  /** The stages that are deployed whenever something changes. */
  List<ObjectNode> autoDeployed() {
    var stages = new ArrayList<ObjectNode>();
    for (var stage : parts(EntityKind.STAGE).values()) {
      if (stage.path("autoDeploy").asBoolean(false)) {
        stages.add(stage);
      }
    }
    return stages;
  }
}
