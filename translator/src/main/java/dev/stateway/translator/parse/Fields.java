package dev.stateway.translator.parse;

import dev.stateway.translator.expression.Numbers;
import dev.stateway.translator.expression.template.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of one object of a definition: each is named once, what has the wrong type, is
 * missing or is not named is a problem.
 */
final class Fields {
  private final ObjectNode object;
  private final String location;
  private final String path;
  private final Problems problems;
  private final Set<String> known = new HashSet<>();
  private final List<String> missing = new ArrayList<>();

  private Fields(ObjectNode object, String location, String path, Problems problems) {
    this.object = object;
    this.location = location;
    this.path = path;
    this.problems = problems;
  }

  /** Those of a whole definition. */
  static Fields root(ObjectNode definition, Problems problems) {
    return new Fields(definition, "", "", problems);
  }

  /** Where the object is; the whole definition is {@code /}. */
  String location() {
    return location.isEmpty() ? "/" : location;
  }

  /** Where one of its fields is. */
  String at(String field) {
    return location + "/" + field;
  }

  /** What one of its fields is called within its state, e.g. {@code Choices[0]/Condition}. */
  Place place(String field) {
    return new Place(at(field), path.isEmpty() ? field : path + "/" + field);
  }

  Problems problems() {
    return problems;
  }

  /** Whether the field is there; it stays to be read. */
  boolean has(String field) {
    return object.has(field);
  }

  /** The field as it is. */
  @Nullable JsonNode json(String field) {
    known.add(field);
    return object.get(field);
  }

  /** The field as it is, to look ahead: it stays to be read. */
  JsonNode peek(String field) {
    return object.path(field);
  }

  /** One of these words. */
  @Nullable String choice(String field, List<String> words) {
    var word = text(field);
    if (word != null && !words.contains(word)) {
      problem(
          "The field '%s' should have one of these values: [%s]"
              .formatted(field, String.join(", ", words)),
          field);
    }
    return word;
  }

  /** Names a field that means nothing to us, such as a comment. */
  void ignore(String field) {
    known.add(field);
  }

  @Nullable String text(String field) {
    var value = json(field);
    if (value == null) {
      return null;
    }
    if (value.isString()) {
      return value.stringValue();
    }
    wrongType("String", field);
    return null;
  }

  @Nullable String requiredText(String field) {
    require(field);
    return text(field);
  }

  @Nullable Boolean flag(String field) {
    var value = json(field);
    if (value == null) {
      return null;
    }
    if (value.isBoolean()) {
      return Boolean.valueOf(value.booleanValue());
    }
    wrongType("Boolean", field);
    return null;
  }

  /** An integer that is not smaller than the least one allowed. */
  @Nullable Long integer(String field, long least) {
    var value = json(field);
    if (value == null) {
      return null;
    }
    var number = Numbers.integer(value);
    if (number.isEmpty()) {
      wrongType("Integer", field);
      return null;
    }
    if (number.get() < least) {
      problems.schema("Value must be greater than or equal to " + least, at(field));
      return null;
    }
    return number.get();
  }

  @Nullable Fields object(String field) {
    var value = json(field);
    if (value == null) {
      return null;
    }
    if (value instanceof ObjectNode child) {
      return new Fields(child, at(field), place(field).name(), problems);
    }
    wrongType("Object", field);
    return null;
  }

  /** A member that begins a state of its own: what is inside is called by its name there. */
  @Nullable Fields state(String name) {
    var fields = object(name);
    return fields == null ? null : new Fields(fields.object, at(name), "", problems);
  }

  @Nullable ArrayNode array(String field) {
    var value = json(field);
    if (value == null) {
      return null;
    }
    if (value instanceof ArrayNode array) {
      return array;
    }
    wrongType("Array", field);
    return null;
  }

  /** An array of objects; elements of another type are problems and left out. */
  List<Fields> objects(String field) {
    var array = array(field);
    var objects = new ArrayList<Fields>();
    for (int i = 0; array != null && i < array.size(); i++) {
      var place = at(field) + "/" + i;
      if (array.get(i) instanceof ObjectNode child) {
        objects.add(new Fields(child, place, place(field).name() + "[" + i + "]", problems));
      } else {
        problems.schema("Expected value of type Object", place);
      }
    }
    return objects;
  }

  /** An array of at least one object. */
  List<Fields> requiredObjects(String field) {
    require(field);
    if (object.get(field) instanceof ArrayNode array && array.isEmpty()) {
      problems.schema("Value cannot be empty", at(field));
    }
    return objects(field);
  }

  /** The members of an object whose names are the definition's own. */
  List<String> names() {
    return List.copyOf(object.propertyNames());
  }

  /** Notes that the field has to be there. */
  void require(String field) {
    if (!object.has(field)) {
      missing.add(field);
    }
  }

  /** A problem with one field. */
  void problem(String message, String field) {
    problems.schema(message, at(field));
  }

  /** Says what is missing and what does not belong here: call it when all fields were read. */
  void close() {
    if (!missing.isEmpty()) {
      problems.schema(
          "These fields are required: [" + String.join(", ", missing) + "]", location());
    }
    for (var name : object.propertyNames()) {
      if (!known.contains(name)) {
        problems.schema("Field is not supported", at(name));
      }
    }
  }

  private void wrongType(String wanted, String field) {
    problems.schema("Expected value of type " + wanted, at(field));
  }
}
