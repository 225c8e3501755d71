package dev.stateway.translator.expression.intrinsic;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Joins two objects; members of the second win. Deep merging is something AWS does not offer. */
final class JsonMerge implements IntrinsicFunction {
  @Override
  public String name() {
    return "States.JsonMerge";
  }

  @Override
  public int minArguments() {
    return 3;
  }

  @Override
  public JsonNode apply(Arguments arguments) {
    var first = arguments.object(0);
    var second = arguments.object(1);
    if (arguments.flag(2)) {
      throw new IntrinsicFailureException(
          "Deep merging is not supported: argument 3 must be false");
    }
    var merged = JsonNodeFactory.instance.objectNode();
    merged.setAll(first);
    merged.setAll(second);
    return merged;
  }
}
