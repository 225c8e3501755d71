package dev.stateway.translator.expression.intrinsic;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes an array of its arguments. */
final class Array implements IntrinsicFunction {
  @Override
  public String name() {
    return "States.Array";
  }

  @Override
  public int minArguments() {
    return 0;
  }

  @Override
  public int maxArguments() {
    return Integer.MAX_VALUE;
  }

  @Override
  public JsonNode apply(Arguments arguments) {
    return JsonNodeFactory.instance.arrayNode().addAll(arguments.values());
  }
}
