package dev.stateway.translator.expression.intrinsic;

import java.util.StringTokenizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Splits text at any of a set of characters; empty parts are left out. */
final class StringSplit implements IntrinsicFunction {
  @Override
  public String name() {
    return "States.StringSplit";
  }

  @Override
  public int minArguments() {
    return 2;
  }

  @Override
  public JsonNode apply(Arguments arguments) {
    var parts = JsonNodeFactory.instance.arrayNode();
    var tokens = new StringTokenizer(arguments.text(0), arguments.text(1));
    while (tokens.hasMoreTokens()) {
      parts.add(tokens.nextToken());
    }
    return parts;
  }
}
