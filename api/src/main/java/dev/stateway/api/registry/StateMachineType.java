package dev.stateway.api.registry;

/**
 * How executions of a state machine are promised to run.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html">Choosing
 *     workflow type</a>
 */
public enum StateMachineType {
  STANDARD,
  EXPRESS
}
