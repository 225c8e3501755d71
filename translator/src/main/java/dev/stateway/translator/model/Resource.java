package dev.stateway.translator.model;

/**
 * What a Task state's {@code Resource} names.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-service-integrations.html">Service
 *     integrations</a>
 */
public sealed interface Resource {
  /** The text of the definition. */
  String arn();

  /** A Lambda function named by its ARN. */
  record LambdaFunction(String arn) implements Resource {}

  /** A Step Functions activity. */
  record Activity(String arn) implements Resource {}

  /**
   * A service integration: optimised, {@code aws-sdk:} or {@code http:invoke}.
   *
   * @param arn e.g. {@code arn:aws:states:::sqs:sendMessage.waitForTaskToken}
   * @param service e.g. {@code sqs}, {@code aws-sdk:s3}: AWS's resourceType in the history
   * @param action e.g. {@code sendMessage}
   * @param pattern how it is waited for
   * @param suffix the pattern as written: empty, {@code .sync}, {@code .sync:2}, {@code
   *     .waitForTaskToken}
   */
  record ServiceIntegration(
      String arn, String service, String action, IntegrationPattern pattern, String suffix)
      implements Resource {
    /** AWS's {@code resource} in the history: action and suffix. */
    public String actionAndSuffix() {
      return action + suffix;
    }
  }

  /** A human approval: Stateway's own, {@code arn:stateway:states:::approval:request}. */
  record Approval(String arn) implements Resource {}

  /** When a service integration's task is done. */
  enum IntegrationPattern {
    REQUEST_RESPONSE,
    SYNC,
    WAIT_FOR_TASK_TOKEN
  }
}
