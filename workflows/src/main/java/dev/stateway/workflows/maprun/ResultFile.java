package dev.stateway.workflows.maprun;

/**
 * A file of results.
 *
 * @param kind of the executions in it
 * @param name the last part of its key
 * @param size in bytes
 */
public record ResultFile(Kind kind, String name, long size) {
  /** What a file holds, as its name says. */
  public enum Kind {
    FAILED,
    PENDING,
    SUCCEEDED
  }
}
