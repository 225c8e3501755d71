package dev.stateway.translator.expression;

import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an expression can see while it is evaluated.
 *
 * @param input what {@code $} means in JSONPath and {@code $states.input} in JSONata
 * @param contextObject gives the context object ({@code $$}, {@code $states.context}); asked only
 *     by expressions that use it, for most do not
 * @param variables the variables in scope, by name without {@code $}
 * @param result {@code $states.result}, once there is one
 * @param errorOutput {@code $states.errorOutput}, inside a Catcher
 * @param entropy the source of random values and time
 */
public record Scope(
    JsonNode input,
    Supplier<JsonNode> contextObject,
    SequencedMap<String, JsonNode> variables,
    @Nullable JsonNode result,
    @Nullable JsonNode errorOutput,
    Entropy entropy) {
  /** A scope whose context object is there already. */
  public Scope(
      JsonNode input,
      JsonNode context,
      SequencedMap<String, JsonNode> variables,
      @Nullable JsonNode result,
      @Nullable JsonNode errorOutput,
      Entropy entropy) {
    this(input, () -> context, variables, result, errorOutput, entropy);
  }

  /** The context object. */
  public JsonNode context() {
    return contextObject.get();
  }
}
