package dev.stateway.translator.expression.intrinsic;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** A random (version 4) UUID. */
final class Uuid implements IntrinsicFunction {
  @Override
  public String name() {
    return "States.UUID";
  }

  @Override
  public int minArguments() {
    return 0;
  }

  @Override
  public JsonNode apply(Arguments arguments) {
    return StringNode.valueOf(arguments.entropy().uuid());
  }
}
