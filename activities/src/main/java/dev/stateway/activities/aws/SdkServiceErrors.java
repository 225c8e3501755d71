package dev.stateway.activities.aws;

import dev.stateway.workflows.task.TaskFailedException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Errors as {@code aws-sdk:} integrations name them, e.g. {@code S3.NoSuchKeyException}.
 *
 * @param serviceName the service as the SDK's classes write it, e.g. {@code DynamoDb}
 */
public record SdkServiceErrors(String serviceName) implements ServiceErrors {
  @Override
  public TaskFailedException refused(AwsServiceException e) {
    var name =
        ServiceErrors.isDeclared(e) ? e.getClass().getSimpleName() : serviceName + "Exception";
    var extended = e.extendedRequestId();
    return failed(
        name,
        ServiceErrors.said(e)
            + " (Service: "
            + serviceName
            + ", Status Code: "
            + e.statusCode()
            + ", Request ID: "
            + e.requestId()
            + (extended == null ? "" : ", Extended Request ID: " + extended)
            + ")");
  }

  @Override
  public TaskFailedException failed(String name, String message) {
    return new TaskFailedException(serviceName + "." + name, message);
  }
}
