package dev.stateway.translator.expression.intrinsic;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Decodes MIME Base64 to text. */
final class Base64Decode implements IntrinsicFunction {
  @Override
  public String name() {
    return "States.Base64Decode";
  }

  @Override
  public int minArguments() {
    return 1;
  }

  @Override
  public JsonNode apply(Arguments arguments) {
    try {
      var bytes = Base64.getMimeDecoder().decode(arguments.shortText(0));
      return StringNode.valueOf(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      throw new IntrinsicFailureException("Argument 1 is not valid Base64");
    }
  }
}
