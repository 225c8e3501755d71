package dev.stateway.translator.expression.intrinsic;

import dev.stateway.translator.expression.Numbers;
import tools.jackson.databind.JsonNode;

/** How many elements an array has. */
final class ArrayLength implements IntrinsicFunction {
  @Override
  public String name() {
    return "States.ArrayLength";
  }

  @Override
  public int minArguments() {
    return 1;
  }

  @Override
  public JsonNode apply(Arguments arguments) {
    return Numbers.node(arguments.array(0).size());
  }
}
