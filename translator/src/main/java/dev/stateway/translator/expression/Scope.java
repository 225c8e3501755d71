package dev.stateway.translator.expression;

import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an expression can see while it is evaluated.
 *
 * @param input what {@code $} means in JSONPath and {@code $states.input} in JSONata
 * @param context the context object ({@code $$}, {@code $states.context})
 * @param variables the variables in scope, by name without {@code $}
 * @param result {@code $states.result}, once there is one
 * @param errorOutput {@code $states.errorOutput}, inside a Catcher
 * @param entropy the source of random values and time
 */
public record Scope(
    JsonNode input,
    JsonNode context,
    SequencedMap<String, JsonNode> variables,
    @Nullable JsonNode result,
    @Nullable JsonNode errorOutput,
    Entropy entropy) {}
