package dev.stateway.translator.expression.intrinsic;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/** Whether an array has a value among its elements. */
final class ArrayContains implements IntrinsicFunction {
  @Override
  public String name() {
    return "States.ArrayContains";
  }

  @Override
  public int minArguments() {
    return 2;
  }

  @Override
  public JsonNode apply(Arguments arguments) {
    var wanted = arguments.value(1);
    for (var element : arguments.array(0)) {
      if (element.equals(wanted)) {
        return BooleanNode.TRUE;
      }
    }
    return BooleanNode.FALSE;
  }
}
