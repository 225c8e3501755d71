package dev.stateway.translator.expression.intrinsic;

import dev.stateway.translator.JsonText;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Parses JSON text. */
final class StringToJson implements IntrinsicFunction {
  @Override
  public String name() {
    return "States.StringToJson";
  }

  @Override
  public int minArguments() {
    return 1;
  }

  @Override
  public JsonNode apply(Arguments arguments) {
    var text = arguments.text(0);
    try {
      return JsonText.parse(text);
    } catch (JacksonException e) {
      throw new IntrinsicFailureException("Invalid JSON: " + e.getOriginalMessage());
    }
  }
}
