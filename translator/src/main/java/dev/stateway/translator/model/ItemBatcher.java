package dev.stateway.translator.model;

import dev.stateway.translator.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * How items are put together, so that one execution works on several.
 *
 * @param batchInput the member {@code BatchInput} of each execution's input
 * @param maxItems items in one batch at the most
 * @param maxBytes bytes of one batch's JSON text at the most
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html">ItemBatcher</a>
 */
public record ItemBatcher(
    @Nullable Expression batchInput,
    @Nullable Expression maxItems,
    @Nullable Expression maxBytes) {}
