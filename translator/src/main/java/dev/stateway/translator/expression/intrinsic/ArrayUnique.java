package dev.stateway.translator.expression.intrinsic;

import java.util.LinkedHashSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The elements of an array, each once, in the order in which they first appear. */
final class ArrayUnique implements IntrinsicFunction {
  @Override
  public String name() {
    return "States.ArrayUnique";
  }

  @Override
  public int minArguments() {
    return 1;
  }

  @Override
  public JsonNode apply(Arguments arguments) {
    var unique = new LinkedHashSet<JsonNode>();
    arguments.array(0).forEach(unique::add);
    return JsonNodeFactory.instance.arrayNode().addAll(unique);
  }
}
