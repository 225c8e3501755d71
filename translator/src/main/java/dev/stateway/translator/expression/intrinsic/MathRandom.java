package dev.stateway.translator.expression.intrinsic;

import dev.stateway.translator.expression.Numbers;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** A random integer from a start to an end that is not included; a third argument is the seed. */
final class MathRandom implements IntrinsicFunction {
  @Override
  public String name() {
    return "States.MathRandom";
  }

  @Override
  public int minArguments() {
    return 2;
  }

  @Override
  public int maxArguments() {
    return 3;
  }

  @Override
  public JsonNode apply(Arguments arguments) {
    long start = arguments.integer(0);
    long end = arguments.integer(1);
    if (start >= end) {
      throw new IntrinsicFailureException(
          "The start number %d must be less than the end number %d".formatted(start, end));
    }
    double share =
        arguments.size() > 2
            ? new Random(arguments.integer(2)).nextDouble()
            : arguments.entropy().nextDouble();
    return Numbers.node(start + (long) (share * (end - start)));
  }
}
