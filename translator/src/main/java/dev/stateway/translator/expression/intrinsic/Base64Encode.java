package dev.stateway.translator.expression.intrinsic;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Encodes text with MIME Base64. */
final class Base64Encode implements IntrinsicFunction {
  @Override
  public String name() {
    return "States.Base64Encode";
  }

  @Override
  public int minArguments() {
    return 1;
  }

  @Override
  public JsonNode apply(Arguments arguments) {
    var bytes = arguments.shortText(0).getBytes(StandardCharsets.UTF_8);
    return StringNode.valueOf(Base64.getEncoder().encodeToString(bytes));
  }
}
