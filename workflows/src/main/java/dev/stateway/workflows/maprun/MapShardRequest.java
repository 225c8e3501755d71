package dev.stateway.workflows.maprun;

import java.util.List;

/**
 * A part of a Map Run: some executions that one workflow looks after.
 *
 * @param program what they run
 * @param destination what becomes of their results
 * @param shard the number of the part, from 0
 * @param firstFile the number of its first file: no part has more files than executions, so that no
 *     two parts write the same one
 * @param children the executions
 * @param concurrency how many run at a time
 */
public record MapShardRequest(
    ChildProgram program,
    ResultDestination destination,
    int shard,
    long firstFile,
    List<ChildInput> children,
    int concurrency) {
  public MapShardRequest {
    children = List.copyOf(children);
  }
}
