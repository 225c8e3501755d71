package dev.stateway.workflows.execution;

/**
 * How an execution runs.
 *
 * @param synchronous whether StartSyncExecution started it
 * @param limits where it fails because it has grown too large
 */
public record ExecutionSettings(boolean synchronous, ExecutionLimits limits) {
  /** Of executions that say nothing else. */
  public static final ExecutionSettings DEFAULT =
      new ExecutionSettings(false, ExecutionLimits.DEFAULT);
}
