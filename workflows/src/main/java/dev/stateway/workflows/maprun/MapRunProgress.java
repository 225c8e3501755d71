package dev.stateway.workflows.maprun;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * How far a Map Run has come when none of its executions runs: what its next run goes on from.
 *
 * @param position where reading goes on; absent: at the beginning, or nowhere
 * @param allRead whether all items have been read
 * @param taken items read
 * @param inputs how far inputs were made of them
 * @param ready executions that have not been given to a part
 * @param shards parts so far
 * @param finished how the executions of all parts ended
 * @param outputs what they gave; absent when that is too much for the state
 * @param files the files that have it instead
 * @param limits as they were last changed
 * @param startDate when the Map Run began
 */
public record MapRunProgress(
    @Nullable JsonNode position,
    boolean allRead,
    long taken,
    ItemInputs.State inputs,
    List<ChildInput> ready,
    int shards,
    Tally finished,
    @Nullable ArrayNode outputs,
    List<ResultFile> files,
    MapRunLimits limits,
    Instant startDate) {}
