package dev.stateway.workflows.maprun;

import java.util.List;

/**
 * A part of a Map Run: some executions that one workflow or activity looks after.
 *
 * @param program what they run
 * @param destination what becomes of their results
 * @param shard the number of the part, from 0
 * @param children the executions
 * @param concurrency how many run at a time
 */
public record MapShardRequest(
    ChildProgram program,
    ResultDestination destination,
    int shard,
    List<ChildInput> children,
    int concurrency) {
  public MapShardRequest {
    children = List.copyOf(children);
  }

  /**
   * The number of its first file. No part has more files than executions, so that no two parts
   * write the same one.
   */
  public long firstFile() {
    return children.getFirst().index();
  }
}
