package dev.stateway.workflows.task;

/**
 * Makes the tokens of {@code .waitForTaskToken}: the port that {@code activities} implements.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token">Callbacks
 *     with a task token</a>
 */
@FunctionalInterface
public interface TaskTokens {
  /** A text for this content that cannot be guessed, read or forged by those who get it. */
  String seal(TaskTokenContent content);
}
