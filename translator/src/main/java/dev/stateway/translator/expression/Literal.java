package dev.stateway.translator.expression;

import tools.jackson.databind.JsonNode;

/**
 * A value that is what the definition says.
 *
 * @param value never changed by anyone
 */
public record Literal(JsonNode value) implements Expression {
  @Override
  public JsonNode evaluate(Scope scope) {
    return value;
  }
}
