package dev.stateway.translator.model;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Hands its input, or a fixed result, on.
 *
 * @param result {@code Result}, verbatim
 * @see <a href="https://states-language.net/spec.html#pass-state">Pass state</a>
 */
public record PassState(
    String name, DataFlow dataFlow, @Nullable JsonNode result, Transition transition)
    implements State {}
