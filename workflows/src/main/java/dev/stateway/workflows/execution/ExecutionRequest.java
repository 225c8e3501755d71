package dev.stateway.workflows.execution;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The workflow's one input: everything an execution is a function of.
 *
 * @param semantics the version of the interpreter's meaning it was started with
 * @param definition the state machine's ASL text
 * @param input the execution's input
 * @param inputText the input as the caller wrote it: what DescribeExecution gives back
 * @param identity who it is
 */
public record ExecutionRequest(
    int semantics,
    String definition,
    JsonNode input,
    String inputText,
    ExecutionIdentity identity) {
  /** The meaning new executions are started with. */
  public static final int CURRENT_SEMANTICS = 1;

  /**
   * The names of an execution, as its context object and its tasks see them.
   *
   * @param executionArn {@code arn:aws:states:R:A:execution:NAME:EXECUTION}, {@code
   *     ...:express:NAME:EXECUTION:UUID} for EXPRESS
   * @param executionName its name within the state machine
   * @param stateMachineArn the state machine it is of
   * @param stateMachineName that one's name: also the workflow type
   * @param roleArn the role of the state machine
   * @param express whether it is of type EXPRESS
   */
  public record ExecutionIdentity(
      String executionArn,
      String executionName,
      String stateMachineArn,
      String stateMachineName,
      @Nullable String roleArn,
      boolean express) {}
}
