package dev.stateway.activities.lambda;

/** Invokes a function for who is no task: it waits for the answer. */
@FunctionalInterface
public interface FunctionInvocation {
  /**
   * Invokes a function; what it says itself, also its errors, is in the answer.
   *
   * @param function name, partial ARN or ARN
   * @param payload the event, JSON text
   * @throws dev.stateway.workflows.task.TaskFailedException it could not be invoked
   */
  Answer invoke(String function, String payload) throws InterruptedException;

  /**
   * What a function answered.
   *
   * @param payload as the function wrote it
   * @param failed whether the payload is the function's error
   */
  record Answer(String payload, boolean failed) {}
}
