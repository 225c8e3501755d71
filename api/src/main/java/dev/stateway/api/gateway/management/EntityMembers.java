package dev.stateway.api.gateway.management;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks what clients send, and makes changes of it. */
final class EntityMembers {
  private EntityMembers() {}

  /**
   * What a client makes.
   *
   * @throws ManagementError a member is missing, unknown or of a wrong type
   */
  static ObjectNode created(EntityKind kind, JsonNode sent) {
    check(kind, sent);
    for (var name : kind.required()) {
      if (!sent.path(name).isMissingNode() && !sent.path(name).isNull()) {
        continue;
      }
      throw ManagementError.badRequest("The member " + name + " is missing");
    }
    var entity = tools.jackson.databind.node.JsonNodeFactory.instance.objectNode();
    merge(entity, kind, sent);
    return entity;
  }

  /**
   * Changes members: those of texts one by one, where an empty text takes one away; all others as a
   * whole.
   *
   * @throws ManagementError a member is unknown or of a wrong type
   */
  static void update(ObjectNode entity, EntityKind kind, JsonNode sent) {
    check(kind, sent);
    merge(entity, kind, sent);
  }

  private static void merge(ObjectNode entity, EntityKind kind, JsonNode sent) {
    for (var member : sent.properties()) {
      var value = member.getValue();
      if (value.isNull()) {
        continue;
      }
      if (kind.members().get(member.getKey()) == EntityKind.MemberType.MAP) {
        var map = entity.withObject("/" + member.getKey());
        for (var entry : value.properties()) {
          if (entry.getValue().asString("").isEmpty()) {
            map.remove(entry.getKey());
          } else {
            map.set(entry.getKey(), entry.getValue());
          }
        }
      } else {
        entity.set(member.getKey(), value);
      }
    }
  }

  private static void check(EntityKind kind, JsonNode sent) {
    if (!sent.isObject()) {
      throw ManagementError.badRequest("The request body must be a JSON object");
    }
    for (var member : sent.properties()) {
      var type = kind.members().get(member.getKey());
      if (type == null) {
        throw ManagementError.badRequest("There is no member " + member.getKey());
      }
      if (!member.getValue().isNull() && !isOf(type, member.getValue())) {
        throw ManagementError.badRequest(
            "The member " + member.getKey() + " must be of the type " + text(type));
      }
    }
  }

  private static boolean isOf(EntityKind.MemberType type, JsonNode value) {
    return switch (type) {
      case STRING -> value.isString();
      case BOOLEAN -> value.isBoolean();
      case NUMBER -> value.isIntegralNumber();
      case STRINGS -> value.isArray() && value.valueStream().allMatch(JsonNode::isString);
      case MAP -> value.isObject() && value.valueStream().allMatch(JsonNode::isString);
      case OBJECT -> value.isObject();
    };
  }

  private static String text(EntityKind.MemberType type) {
    return switch (type) {
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER -> "integer";
      case STRINGS -> "list of strings";
      case MAP -> "map of strings";
      case OBJECT -> "structure";
    };
  }
}
