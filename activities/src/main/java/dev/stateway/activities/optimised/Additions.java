package dev.stateway.activities.optimised;

import java.util.Map;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What Step Functions adds to the parameters of a call.
 *
 * @param values a {@link Template} each, by the JSON pointer of its place; {@code -} is the end of
 *     an array, which takes the items of an array
 */
record Additions(Map<String, JsonNode> values) {
  private static final String END = "-";

  /** The parameters with these. */
  JsonNode addedTo(JsonNode parameters, JsonNode source) {
    if (values.isEmpty() || !(parameters instanceof ObjectNode object)) {
      return parameters;
    }
    var all = object.deepCopy();
    values.forEach((place, value) -> add(all, place, new Template(value).fill(source)));
    return all;
  }

  /** What is of a wrong kind stays as it is: the service will say so. */
  private static void add(ObjectNode all, String place, JsonNode value) {
    var parent = JsonPointer.compile(place).head();
    var name = place.substring(place.lastIndexOf('/') + 1);
    var there = all.at(parent);
    var isAbsent = there.isMissingNode() || there.isNull();
    if (name.equals(END) && (isAbsent || there.isArray())) {
      var array = all.withArray(parent);
      if (value.isArray()) {
        value.forEach(array::add);
      } else {
        array.add(value);
      }
    } else if (!name.equals(END) && (isAbsent || there.isObject())) {
      all.withObject(parent).set(name, value);
    }
  }
}
