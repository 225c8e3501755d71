package dev.stateway.translator.parse;

import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.expression.Numbers;
import dev.stateway.translator.expression.template.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the fields of one object of a definition: each is named once, what has the wrong type, is
 * missing or is not named is a problem.
 */
final class Fields {
  /** AWS's limit for durations and counts. */
  static final long MOST_SECONDS = 99_999_999;

  private final ObjectNode object;
  private final String location;
  private final String path;
  private final String state;
  private final Problems problems;
  private boolean eitherLanguage;
  private final Set<String> known = new HashSet<>();
  private final List<String> missing = new ArrayList<>();

  private Fields(
      ObjectNode object,
      String location,
      String path,
      String state,
      boolean eitherLanguage,
      Problems problems) {
    this.object = object;
    this.location = location;
    this.path = path;
    this.state = state;
    this.eitherLanguage = eitherLanguage;
    this.problems = problems;
  }

  /** Those of a whole definition. */
  static Fields root(ObjectNode definition, Problems problems) {
    return new Fields(definition, "", "", "", false, problems);
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
    return new Place(at(field), path.isEmpty() ? field : path + "/" + field, location());
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
    wrongType("[STRING]", field);
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
    wrongType("[BOOLEAN]", field);
    return null;
  }

  /** One of a few words. */
  @Nullable String choice(String field, List<String> words) {
    var text = text(field);
    if (text != null && !words.contains(text)) {
      problem("Value should be one of the following: [" + String.join(", ", words) + "]", field);
    }
    return text;
  }

  /** An integer that is not smaller than the least one allowed. */
  @Nullable Long integer(String field, long least) {
    return integer(field, least, Long.MAX_VALUE);
  }

  /** An integer between the least and the most allowed. */
  @Nullable Long integer(String field, long least, long most) {
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
      problem("Minimum value is " + least, field);
      return null;
    }
    if (number.get() > most) {
      problem("Maximum value is " + most, field);
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
      return new Fields(child, at(field), place(field).name(), state, eitherLanguage, problems);
    }
    wrongType("[OBJECT]", field);
    return null;
  }

  /** A member that begins a state of its own: what is inside is called by its name there. */
  @Nullable Fields state(String name) {
    var fields = object(name);
    return fields == null ? null : new Fields(fields.object, at(name), "", name, false, problems);
  }

  @Nullable ArrayNode array(String field) {
    var value = json(field);
    if (value == null) {
      return null;
    }
    if (value instanceof ArrayNode array) {
      return array;
    }
    wrongType("[ARRAY]", field);
    return null;
  }

  /** An array of objects; elements of another type are problems and left out. */
  List<Fields> objects(String field) {
    return objects(field, _ -> false);
  }

  /** The same without the elements that are left out for what they are. */
  List<Fields> objects(String field, Predicate<JsonNode> leftOut) {
    var array = array(field);
    var objects = new ArrayList<Fields>();
    for (int i = 0; array != null && i < array.size(); i++) {
      var element = place(field).element(i);
      if (array.get(i) instanceof ObjectNode child) {
        objects.add(
            new Fields(child, element.pointer(), element.name(), state, eitherLanguage, problems));
      } else if (!leftOut.test(array.get(i))) {
        problems.schema("Expected value of type [OBJECT]", element.pointer());
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

  /** The object itself, for what is about its whole. */
  ObjectNode json() {
    return object;
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

  /** Of these fields at most one may be there. */
  void exclusive(String... fields) {
    var given = List.of(fields).stream().filter(this::has).toList();
    if (given.size() > 1) {
      problems.schema(
          "There should only be one of the following fields: [" + String.join(", ", given) + "]",
          location());
    }
  }

  /** Fields of the other query language are no problem here. */
  void overlookOtherLanguage() {
    eitherLanguage = true;
  }

  /**
   * Names fields that this object has in the other query language only.
   *
   * @param language the object's own
   */
  void ofOtherLanguage(QueryLanguage language, String... fields) {
    for (var field : fields) {
      if (known.add(field) && has(field) && !eitherLanguage) {
        problems.schema(
            "The QueryLanguage is set to '%s', but field '%s' is only supported for the '%s' QueryLanguage"
                .formatted(language.word(), field, language.other().word()),
            location());
      }
    }
  }

  /** Notes which variables an expression of this state refers to. */
  void refersTo(@Nullable Expression expression, String field) {
    if (expression != null) {
      problems.refers(state, expression.variables(), at(field));
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
        problems.schema("Field '" + name + "' is not supported", location());
      }
    }
  }

  private void wrongType(String wanted, String field) {
    problems.schema("Expected value of type " + wanted, at(field));
  }
}
