package dev.stateway.translator.model;

import dev.stateway.translator.expression.Expression;

/**
 * Waits.
 *
 * @param seconds whether {@code until} gives seconds (a number) or a timestamp (text)
 * @param until the wait's length or end
 * @see <a href="https://states-language.net/spec.html#wait-state">Wait state</a>
 */
public record WaitState(
    String name, DataFlow dataFlow, boolean seconds, Expression until, Transition transition)
    implements State {}
