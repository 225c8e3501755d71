package dev.stateway.translator.expression.intrinsic;

import tools.jackson.databind.JsonNode;

/** The element at an index. */
final class ArrayGetItem implements IntrinsicFunction {
  @Override
  public String name() {
    return "States.ArrayGetItem";
  }

  @Override
  public int minArguments() {
    return 2;
  }

  @Override
  public JsonNode apply(Arguments arguments) {
    var array = arguments.array(0);
    int index = arguments.integer(1);
    var element = index < 0 ? null : array.get(index);
    if (element == null) {
      throw new IntrinsicFailureException(
          "The index %d is out of the range of an array of %d elements"
              .formatted(index, array.size()));
    }
    return element;
  }
}
