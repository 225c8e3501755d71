package dev.stateway.activities.lambda;

import dev.stateway.workflows.task.TaskFailedException;
import org.jspecify.annotations.Nullable;

/** Invokes functions for who is no task: it waits for the answer. */
public interface FunctionInvocation {
  /**
   * Invokes a function, here or else on AWS; what it says itself, also its errors, is in the
   * answer.
   *
   * @param function name, partial ARN or ARN
   * @param payload the event, JSON text
   * @param role as which a function of AWS is invoked; absent for this server's own credentials
   * @throws TaskFailedException it could not be invoked, or the role not be assumed
   */
  Answer invoke(String function, String payload, @Nullable String role) throws InterruptedException;

  /**
   * The ARN that policies know a function by.
   *
   * @param function name, partial ARN or ARN
   * @throws TaskFailedException it names none
   */
  String arn(String function);

  /**
   * What a function answered.
   *
   * @param payload as the function wrote it
   * @param failed whether the payload is the function's error
   */
  record Answer(String payload, boolean failed) {}
}
