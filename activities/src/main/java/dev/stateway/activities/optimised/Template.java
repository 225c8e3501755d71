package dev.stateway.activities.optimised;

import dev.stateway.translator.JsonText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON to be filled in: a text in it that begins with {@code /} is a JSON pointer into what it is
 * filled from. What is not found there is left out; a member {@code ...} stands for the members of
 * what is found.
 *
 * @param json the JSON
 */
record Template(JsonNode json) {
  private static final String ALL = "...";

  /** What calls are filled from: the task's parameters, and the service's answer. */
  static ObjectNode source(JsonNode parameters, JsonNode answer) {
    var source = JsonText.MAPPER.createObjectNode();
    source.set("parameters", parameters);
    source.set("answer", answer);
    return source;
  }

  /** The JSON, filled in. */
  JsonNode fill(JsonNode source) {
    return fill(json, source);
  }

  private static JsonNode fill(JsonNode part, JsonNode source) {
    if (part.isObject()) {
      var filled = JsonText.MAPPER.createObjectNode();
      part.forEachEntry((name, member) -> {
        var value = fill(member, source);
        if (name.equals(ALL)) {
          value.forEachEntry(filled::set);
        } else if (!value.isMissingNode()) {
          filled.set(name, value);
        }
      });
      return filled;
    }
    if (part.isArray()) {
      var filled = JsonText.MAPPER.createArrayNode();
      for (var item : part) {
        var value = fill(item, source);
        if (!value.isMissingNode()) {
          filled.add(value);
        }
      }
      return filled;
    }
    return part.isString() && part.stringValue().startsWith("/")
        ? source.at(part.stringValue())
        : part;
  }
}
