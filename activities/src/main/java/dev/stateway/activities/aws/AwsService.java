package dev.stateway.activities.aws;

import dev.stateway.workflows.task.TaskFailedException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * An AWS service as the errors of optimised integrations name it.
 *
 * @param errorPrefix e.g. {@code Lambda}
 * @param serviceName e.g. {@code AWSLambda}
 * @param baseException what an error that the service does not declare is called, e.g. {@code
 *     AWSLambdaException}
 */
public record AwsService(String errorPrefix, String serviceName, String baseException) {
  /** Lambda. */
  public static final AwsService LAMBDA =
      new AwsService("Lambda", "AWSLambda", "AWSLambdaException");

  /** ECS. */
  public static final AwsService ECS = new AwsService("ECS", "AmazonECS", "AmazonECSException");

  /** SQS. */
  public static final AwsService SQS = new AwsService("SQS", "AmazonSQS", "AmazonSQSException");

  /** SNS. */
  public static final AwsService SNS = new AwsService("SNS", "AmazonSNS", "AmazonSNSException");

  /**
   * Waits for the answer of an asynchronous client.
   *
   * @throws TaskFailedException with the name and cause that Step Functions gives this error
   */
  public <T> T await(CompletableFuture<T> answer) throws InterruptedException {
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
  public RuntimeException failure(Throwable thrown) {
    return switch (thrown) {
      case CompletionException e when e.getCause() != null -> failure(e.getCause());
      case AwsServiceException e -> new TaskFailedException(errorName(e), cause(e));
      case SdkClientException e ->
          new TaskFailedException(errorPrefix + ".SdkClientException", e.getMessage());
      case SdkException e ->
          new TaskFailedException(errorPrefix + "." + baseException, e.getMessage());
      default -> new IllegalStateException("The call of " + serviceName + " failed", thrown);
    };
  }

  /** The cause's text, in the form the error causes of optimised integrations have. */
  public String cause(String message, int status, String errorCode, String requestId) {
    return message
        + " (Service: "
        + serviceName
        + "; Status Code: "
        + status
        + "; Error Code: "
        + errorCode
        + "; Request ID: "
        + requestId
        + "; Proxy: null)";
  }

  private String errorName(AwsServiceException e) {
    // An error that the service does not declare is thrown as the service's own base class, e.g.
    // LambdaException.
    var declared = !AwsServiceException.class.equals(e.getClass().getSuperclass());
    return errorPrefix + "." + (declared ? e.getClass().getSimpleName() : baseException);
  }

  private String cause(AwsServiceException e) {
    var details = e.awsErrorDetails();
    var message = details == null ? e.getMessage() : details.errorMessage();
    var code = details == null ? "" : details.errorCode();
    return cause(
        Objects.requireNonNullElse(message, "null"),
        e.statusCode(),
        Objects.requireNonNullElse(code, "null"),
        Objects.requireNonNullElse(e.requestId(), "null"));
  }
}
