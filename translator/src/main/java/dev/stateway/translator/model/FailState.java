package dev.stateway.translator.model;

import dev.stateway.translator.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Ends the flow with an error.
 *
 * @param dataFlow only its query language matters: there are no phases
 * @param error gives text
 * @param cause gives text
 * @see <a href="https://states-language.net/spec.html#fail-state">Fail state</a>
 */
public record FailState(
    String name, DataFlow dataFlow, @Nullable Expression error, @Nullable Expression cause)
    implements State {}
