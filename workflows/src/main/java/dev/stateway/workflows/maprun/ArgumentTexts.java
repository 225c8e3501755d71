package dev.stateway.workflows.maprun;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.StatesException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads what a reader or writer is called with.
 *
 * @param of the field of the state that has them
 * @param arguments its {@code Parameters} or {@code Arguments}, evaluated
 */
record ArgumentTexts(String of, JsonNode arguments) {
  /**
   * Reads arguments of which only these are known.
   *
   * @throws StatesException {@code States.Runtime}: they are no object, or there are others
   */
  ArgumentTexts(String of, JsonNode arguments, List<String> known) {
    this(of, arguments);
    if (!arguments.isObject()) {
      throw unusable("Expected an object");
    }
    for (var name : arguments.propertyNames()) {
      if (!known.contains(name)) {
        throw unusable("The field '" + name + "' is not supported by Step Functions");
      }
    }
  }

  String required(String name) {
    var text = optional(name);
    if (text == null) {
      throw unusable("The field '" + name + "' is required but was missing");
    }
    return text;
  }

  @Nullable String optional(String name) {
    var value = arguments.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      throw unusable("The value for the field '" + name + "' must be a STRING");
    }
    return value.stringValue();
  }

  private StatesException unusable(String why) {
    return StatesException.runtime(
        "The Parameters '%s' could not be used to start the %s: [%s]"
            .formatted(JsonText.write(arguments), of, why));
  }
}
