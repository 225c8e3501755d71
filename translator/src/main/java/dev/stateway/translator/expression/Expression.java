package dev.stateway.translator.expression;

import java.util.Collections;
import java.util.SequencedSet;
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

  /** The variables it refers to, without {@code $}, in the order of their first use. */
  default SequencedSet<String> variables() {
    return Collections.emptySortedSet();
  }
}
