package dev.stateway.workflows.maprun;

import tools.jackson.databind.node.ArrayNode;

/**
 * Results to be written to one file for each kind that there is.
 *
 * @param number what the files' names have after the kind
 * @param succeeded of executions that succeeded
 * @param failed of those that failed, timed out or were stopped
 * @param pending of those that were not started
 */
public record ResultChunk(long number, ArrayNode succeeded, ArrayNode failed, ArrayNode pending) {
  /** The results of one kind. */
  public ArrayNode of(ResultFile.Kind kind) {
    return switch (kind) {
      case SUCCEEDED -> succeeded;
      case FAILED -> failed;
      case PENDING -> pending;
    };
  }
}
