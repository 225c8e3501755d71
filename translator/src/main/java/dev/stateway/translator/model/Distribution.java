package dev.stateway.translator.model;

import org.jspecify.annotations.Nullable;

/**
 * How a Map runs its items as executions of their own.
 *
 * @param executionType the type of these executions
 * @param label what their ARNs have after the state machine's name ({@code Label}); of a Map
 *     without one it is made of its name
 * @param processorDefinition the item processor as a definition of its own: what the executions run
 * @param itemReader where the items come from; absent: from the state's input
 * @param itemBatcher how items are put together; absent: each has an execution of its own
 * @param resultWriter what becomes of the results; absent: their array is the result
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html">Map
 *     state in Distributed mode</a>
 */
public record Distribution(
    MachineType executionType,
    String label,
    String processorDefinition,
    @Nullable ItemReader itemReader,
    @Nullable ItemBatcher itemBatcher,
    @Nullable ResultWriter resultWriter) {}
