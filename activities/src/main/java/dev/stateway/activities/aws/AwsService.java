package dev.stateway.activities.aws;

import dev.stateway.workflows.task.TaskFailedException;
import java.util.Objects;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * An AWS service as the errors of optimised integrations name it.
 *
 * @param errorPrefix e.g. {@code Lambda}
 * @param serviceName e.g. {@code AWSLambda}
 * @param baseException what an error that the service does not declare is called, e.g. {@code
 *     AWSLambdaException}
 */
public record AwsService(String errorPrefix, String serviceName, String baseException)
    implements ServiceErrors {
  /** Lambda. */
  public static final AwsService LAMBDA =
      new AwsService("Lambda", "AWSLambda", "AWSLambdaException");

  /** ECS. */
  public static final AwsService ECS = new AwsService("ECS", "AmazonECS", "AmazonECSException");

  /** S3. */
  public static final AwsService S3 = new AwsService("S3", "Amazon S3", "AmazonS3Exception");

  /** Step Functions itself. */
  public static final AwsService STATES =
      new AwsService("StepFunctions", "AWSStepFunctions", "AWSStepFunctionsException");

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

  /**
   * What a call fails with that the caller's policies do not allow.
   *
   * @param name of the error, e.g. {@code AWSLambdaException}
   */
  public TaskFailedException denied(String name, String reason, int status, String requestId) {
    return failed(name, cause(reason, status, "AccessDeniedException", requestId));
  }

  @Override
  public TaskFailedException refused(AwsServiceException e) {
    var name = ServiceErrors.isDeclared(e) ? e.getClass().getSimpleName() : baseException;
    var details = e.awsErrorDetails();
    var code = details == null ? "null" : Objects.requireNonNullElse(details.errorCode(), "null");
    return failed(
        name,
        cause(
            ServiceErrors.said(e),
            e.statusCode(),
            code,
            Objects.requireNonNullElse(e.requestId(), "null")));
  }

  @Override
  public TaskFailedException failed(String name, String message) {
    return new TaskFailedException(errorPrefix + "." + name, message);
  }
}
