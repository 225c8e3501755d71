package dev.stateway.translator.expression.intrinsic;

import dev.stateway.translator.expression.Numbers;
import tools.jackson.databind.JsonNode;

/** Adds two numbers, each rounded to an integer first. */
final class MathAdd implements IntrinsicFunction {
  @Override
  public String name() {
    return "States.MathAdd";
  }

  @Override
  public int minArguments() {
    return 2;
  }

  @Override
  public JsonNode apply(Arguments arguments) {
    return Numbers.node((long) arguments.integer(0) + arguments.integer(1));
  }
}
