package dev.stateway.api.execution;

import org.jspecify.annotations.Nullable;

/**
 * What to start.
 *
 * @param stateMachineArn the state machine
 * @param name the execution's name; absent for a new one
 * @param inputText the input, JSON text
 * @param once whether the execution of this name and input, also one that has ended, is the one to
 *     answer with
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html">StartExecution</a>
 */
public record StartExecutionCommand(
    String stateMachineArn, @Nullable String name, String inputText, boolean once) {
  /** Where every start is one of its own, as far as the state machine's type says so. */
  public StartExecutionCommand(String stateMachineArn, @Nullable String name, String inputText) {
    this(stateMachineArn, name, inputText, false);
  }
}
