package dev.stateway.translator.expression.intrinsic;

import dev.stateway.translator.expression.Numbers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Counts from a first number to a last one, both included. */
final class ArrayRange implements IntrinsicFunction {
  private static final int LONGEST = 1000;

  @Override
  public String name() {
    return "States.ArrayRange";
  }

  @Override
  public int minArguments() {
    return 3;
  }

  @Override
  public JsonNode apply(Arguments arguments) {
    long first = arguments.integer(0);
    long last = arguments.integer(1);
    long step = arguments.integer(2);
    if (step == 0) {
      throw new IntrinsicFailureException("The step must not be 0");
    }
    if ((last - first) / step >= LONGEST) {
      throw new IntrinsicFailureException("The range must not have more than 1000 items");
    }
    var range = JsonNodeFactory.instance.arrayNode();
    for (long i = first; step > 0 ? i <= last : i >= last; i += step) {
      range.add(Numbers.node(i));
    }
    return range;
  }
}
