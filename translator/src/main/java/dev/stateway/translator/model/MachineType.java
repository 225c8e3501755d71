package dev.stateway.translator.model;

/**
 * The two kinds of state machines.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html">Workflow
 *     types</a>
 */
public enum MachineType {
  STANDARD,
  EXPRESS
}
