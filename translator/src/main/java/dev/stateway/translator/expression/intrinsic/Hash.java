package dev.stateway.translator.expression.intrinsic;

import dev.stateway.translator.expression.Hashes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The hexadecimal hash of text. */
final class Hash implements IntrinsicFunction {
  @Override
  public String name() {
    return "States.Hash";
  }

  @Override
  public int minArguments() {
    return 2;
  }

  @Override
  public JsonNode apply(Arguments arguments) {
    var data = arguments.shortText(0);
    var algorithm = arguments.text(1);
    return Hashes.hex(algorithm, data)
        .map(StringNode::valueOf)
        .orElseThrow(() ->
            new IntrinsicFailureException(
                "The hashing algorithm must be one of %s, but was: %s"
                    .formatted(Hashes.ALGORITHMS, algorithm)));
  }
}
