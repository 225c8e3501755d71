package dev.stateway.translator.expression.intrinsic;

import tools.jackson.databind.JsonNode;

/**
 * One of ASL's functions.
 *
 * @see <a href="https://states-language.net/spec.html#intrinsic-functions">Intrinsic functions</a>
 */
interface IntrinsicFunction {
  /** As written in a definition, e.g. {@code States.Format}. */
  String name();

  /** The fewest arguments it takes. */
  int minArguments();

  /** The most arguments it takes. */
  default int maxArguments() {
    return minArguments();
  }

  /**
   * The result.
   *
   * @throws IntrinsicFailureException an argument is of the wrong type or out of range
   */
  JsonNode apply(Arguments arguments);
}
