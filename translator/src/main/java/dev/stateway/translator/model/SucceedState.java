package dev.stateway.translator.model;

/**
 * Ends the flow with success.
 *
 * @see <a href="https://states-language.net/spec.html#succeed-state">Succeed state</a>
 */
public record SucceedState(String name, DataFlow dataFlow) implements State {}
