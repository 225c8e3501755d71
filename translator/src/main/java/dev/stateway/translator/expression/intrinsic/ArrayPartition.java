package dev.stateway.translator.expression.intrinsic;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Cuts an array into pieces of a size. */
final class ArrayPartition implements IntrinsicFunction {
  @Override
  public String name() {
    return "States.ArrayPartition";
  }

  @Override
  public int minArguments() {
    return 2;
  }

  @Override
  public JsonNode apply(Arguments arguments) {
    var array = arguments.array(0);
    int size = arguments.integer(1);
    if (size < 1) {
      throw new IntrinsicFailureException("The chunk size must be positive, but was: " + size);
    }
    var pieces = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < array.size(); i++) {
      var piece = i % size == 0 ? pieces.addArray() : (ArrayNode) pieces.get(pieces.size() - 1);
      piece.add(array.get(i));
    }
    return pieces;
  }
}
