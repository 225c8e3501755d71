package dev.stateway.activities.model;

import dev.stateway.activities.model.ServiceModel.Shape;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Holds a result against the model of the service that answers it; members that the model does not
 * know are not looked at.
 *
 * @param model has the shapes
 * @param names how members are called in results
 * @param requiresAll whether required members must be there
 */
record AnswerCheck(ServiceModel model, Names names, boolean requiresAll) {
  /** How the members of a model are called in results. */
  enum Names {
    /** As in the model, with a capital letter. */
    OF_MODEL,
    /** As the SDK for Java has them, whose capitals may be others. */
    OF_SDK
  }

  /**
   * Checks an object that a service answers.
   *
   * @param besides members that may be anything
   * @throws MockMismatchException what is wrong first
   */
  void answer(Shape structure, JsonNode value, Set<String> besides) {
    var members = members(structure);
    for (var member : value.properties()) {
      var shape = members.get(key(member.getKey()));
      if (shape != null && !member.getValue().isNull() && !besides.contains(member.getKey())) {
        value(member.getKey(), model.shape(shape), member.getValue());
      }
    }
    if (requiresAll) {
      for (var name : structure.required()) {
        if (value
            .propertyStream()
            .noneMatch(member -> key(member.getKey()).equals(key(capitalised(name))))) {
          throw new MockMismatchException("Required field '" + capitalised(name) + "' is missing");
        }
      }
    }
  }

  private Map<String, String> members(Shape structure) {
    var members = new HashMap<String, String>();
    structure.members().forEach((name, shape) -> members.put(key(capitalised(name)), shape));
    return members;
  }

  private String key(String name) {
    return switch (names) {
      case OF_MODEL -> name;
      case OF_SDK -> name.toLowerCase(Locale.ROOT);
    };
  }

  private void value(String name, Shape shape, JsonNode value) {
    switch (shape.type()) {
      case "structure" -> {
        require(name, value, JsonNode::isObject, "an object");
        answer(shape, value, Set.of());
      }
      case "map" -> {
        require(name, value, JsonNode::isObject, "an object");
        length(name, shape, value.size());
        value.forEach(element -> element(name, shape, element));
      }
      case "list" -> {
        require(name, value, JsonNode::isArray, "an array");
        length(name, shape, value.size());
        value.forEach(element -> element(name, shape, element));
      }
      case "string", "character", "blob", "timestamp" -> {
        require(name, value, JsonNode::isString, "a string");
        length(name, shape, value.stringValue().length());
        if (shape.values() != null && !shape.values().contains(value.stringValue())) {
          throw wrong(name, "is not an expected value");
        }
      }
      case "boolean" -> require(name, value, JsonNode::isBoolean, "a boolean");
      case "byte", "short", "integer", "long", "float", "double", "bigdecimal" -> {
        require(name, value, JsonNode::isNumber, "a number");
        range(name, shape, value.doubleValue());
      }
      default -> {
        // A document is any JSON.
      }
    }
  }

  private void element(String name, Shape shape, JsonNode element) {
    if (!element.isNull() && shape.element() != null) {
      value(name, model.shape(shape.element()), element);
    }
  }

  private static void require(
      String name, JsonNode value, Predicate<JsonNode> isOfType, String type) {
    if (!isOfType.test(value)) {
      throw wrong(name, "must be " + type);
    }
  }

  private static void length(String name, Shape shape, int length) {
    if (shape.min() != null && length < shape.min()) {
      throw wrong(name, "is smaller than the minimum length");
    }
    if (shape.max() != null && length > shape.max()) {
      throw wrong(name, "exceeds the maximum length");
    }
  }

  private static void range(String name, Shape shape, double value) {
    if (shape.min() != null && value < shape.min()) {
      throw wrong(name, "is less than the minimum value");
    }
    if (shape.max() != null && value > shape.max()) {
      throw wrong(name, "exceeds the maximum value");
    }
  }

  private static MockMismatchException wrong(String name, String what) {
    return new MockMismatchException("Field '" + name + "' " + what);
  }

  private static String capitalised(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
