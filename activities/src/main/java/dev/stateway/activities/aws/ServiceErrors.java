package dev.stateway.activities.aws;

import dev.stateway.workflows.task.TaskFailedException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** The names and causes that Step Functions gives the errors of a service. */
public interface ServiceErrors {
  /** What the SDK adds to a message for those who debug it. */
  Pattern ATTEMPTS = Pattern.compile(" \\(SDK Attempt Count: \\d+\\)$");

  /** The error of a call that the service refused. */
  TaskFailedException refused(AwsServiceException e);

  /** The error of this name, e.g. {@code SdkClientException}. */
  TaskFailedException failed(String name, String message);

  /**
   * Waits for the answer of an asynchronous client; cancels the call when interrupted.
   *
   * @throws TaskFailedException with the name and cause that Step Functions gives this error
   */
  default <T> T await(CompletableFuture<T> answer) throws InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    }
  }

  /** The failure that Step Functions makes of what the SDK threw. */
  default RuntimeException failure(Throwable thrown) {
    return switch (thrown) {
      case CompletionException e when e.getCause() != null -> failure(e.getCause());
      case AwsServiceException e -> refused(e);
      case SdkClientException e -> failed("SdkClientException", message(e));
      case SdkException e -> failed(e.getClass().getSimpleName(), message(e));
      // The SDK looks at some parameters itself, e.g. the names of buckets.
      case IllegalArgumentException e ->
          failed("SdkClientException", String.valueOf(e.getMessage()));
      default -> new IllegalStateException("The call failed", thrown);
    };
  }

  private static String message(SdkException e) {
    return ATTEMPTS.matcher(String.valueOf(e.getMessage())).replaceFirst("");
  }

  /**
   * Whether the service's model has this error: one that it has not is thrown as the base class of
   * all errors of the service, e.g. LambdaException.
   */
  static boolean isDeclared(AwsServiceException e) {
    return !AwsServiceException.class.equals(e.getClass().getSuperclass())
        && !AwsServiceException.class.equals(e.getClass());
  }

  /** What the service said. */
  static String said(AwsServiceException e) {
    var details = e.awsErrorDetails();
    var message = details == null ? e.getMessage() : details.errorMessage();
    return Objects.requireNonNullElse(message, "null");
  }
}
