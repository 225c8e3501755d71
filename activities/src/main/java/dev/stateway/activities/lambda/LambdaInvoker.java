package dev.stateway.activities.lambda;

import dev.stateway.activities.aws.ResponseMetadata;
import org.jspecify.annotations.Nullable;

/** A place where functions run. */
@FunctionalInterface
interface LambdaInvoker {
  /** Invokes the function; what the function itself says, also its errors, is in the answer. */
  Answer invoke(Call call) throws InterruptedException;

  /**
   * One invocation.
   *
   * @param function which
   * @param payload the event, JSON text
   * @param type how it is waited for
   * @param clientContext JSON text
   * @param tail whether the end of its log is wanted
   * @param requestId what the function sees as its request id, where the place lets us choose it
   */
  record Call(
      FunctionName function,
      String payload,
      InvocationType type,
      @Nullable String clientContext,
      boolean tail,
      String requestId) {
    /** A call that waits for the answer and wants nothing else. */
    static Call of(FunctionName function, String payload, String requestId) {
      return new Call(function, payload, InvocationType.REQUEST_RESPONSE, null, false, requestId);
    }
  }

  /**
   * What the Invoke operation answered.
   *
   * @param status its StatusCode
   * @param executedVersion absent when nothing was executed yet
   * @param payload as the function wrote it
   * @param failed whether the payload is the function's error
   * @param logResult the end of its log in base64, where that was asked for and is known
   * @param metadata of the answer
   */
  record Answer(
      int status,
      @Nullable String executedVersion,
      String payload,
      boolean failed,
      @Nullable String logResult,
      ResponseMetadata metadata) {}

  /** The InvocationType parameter. */
  enum InvocationType {
    REQUEST_RESPONSE("RequestResponse"),
    EVENT("Event"),
    DRY_RUN("DryRun");

    private final String text;

    InvocationType(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }
}
