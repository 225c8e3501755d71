package dev.stateway.workflows.maprun;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/**
 * What became of a part of a Map Run.
 *
 * @param tally how its executions ended
 * @param outputs what they gave, in the order of the items; absent when that is too much for the
 *     state
 * @param files the files that have it instead
 * @param failure why its results could not be written
 */
public record MapShardResult(
    Tally tally,
    @Nullable ArrayNode outputs,
    List<ResultFile> files,
    @Nullable MapRunFailure failure) {
  public MapShardResult {
    files = List.copyOf(files);
  }
}
