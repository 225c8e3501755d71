package dev.stateway.translator.expression.intrinsic;

import dev.stateway.translator.JsonText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Writes JSON as text. */
final class JsonToString implements IntrinsicFunction {
  @Override
  public String name() {
    return "States.JsonToString";
  }

  @Override
  public int minArguments() {
    return 1;
  }

  @Override
  public JsonNode apply(Arguments arguments) {
    return StringNode.valueOf(JsonText.write(arguments.writable(0)));
  }
}
