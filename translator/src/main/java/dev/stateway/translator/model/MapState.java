package dev.stateway.translator.model;

import dev.stateway.translator.expression.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs its item processor once for each item; the result is the array of the outputs.
 *
 * @param items gives the array ({@code ItemsPath}, {@code Items}), or the object that a distributed
 *     Map takes too; absent: the effective input
 * @param itemSelector an iteration's input ({@code ItemSelector}, or {@code Parameters} in its old
 *     form); absent: the item
 * @param processor the states each item passes through
 * @param maxConcurrency iterations at a time, 0 for AWS's 40
 * @param toleratedFailureCount failed iterations that do not fail the state
 * @param toleratedFailurePercentage the same as a share
 * @param distribution how items run as executions of their own; absent: inline
 * @see <a href="https://states-language.net/spec.html#map-state">Map state</a>
 */
public record MapState(
    String name,
    DataFlow dataFlow,
    @Nullable Expression items,
    @Nullable Expression itemSelector,
    Flow processor,
    @Nullable Expression maxConcurrency,
    @Nullable Expression toleratedFailureCount,
    @Nullable Expression toleratedFailurePercentage,
    @Nullable Distribution distribution,
    List<Retrier> retriers,
    List<Catcher> catchers,
    Transition transition)
    implements State {
  public MapState {
    retriers = List.copyOf(retriers);
    catchers = List.copyOf(catchers);
  }
}
