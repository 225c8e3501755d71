package dev.stateway.translator.expression;

import tools.jackson.databind.JsonNode;

/**
 * Something compiled once and evaluated often: a literal, a path, a payload template, a function
 * call, a JSONata text.
 *
 * <p>Implementations are immutable and pure: the same scope gives the same value.
 */
@FunctionalInterface
public interface Expression {
  /**
   * The value in this scope.
   *
   * @throws dev.stateway.translator.error.StatesException with AWS's error name and text
   */
  JsonNode evaluate(Scope scope);
}
