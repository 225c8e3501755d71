package dev.stateway.activities.optimised;

import static dev.stateway.activities.optimised.OptimisedAction.called;
import static dev.stateway.activities.optimised.OptimisedAction.calledOrAwaited;
import static dev.stateway.activities.optimised.OptimisedAction.run;

import dev.stateway.activities.aws.AwsService;
import dev.stateway.activities.optimised.Completion.Naming;
import dev.stateway.activities.sdk.SdkClients;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The optimised integrations that call one action of a service and, for {@code .sync}, look at it
 * until it has ended.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html">Optimised
 *     integrations</a>
 */
public final class OptimisedServices {
  private static final String STOPPED = "The task was stopped";

  private OptimisedServices() {}

  /** All of them. */
  public static List<OptimisedIntegration> all(SdkClients clients) {
    return List.of(
        new OptimisedIntegration(clients, "sqs", "sqs", AwsService.SQS, sqs()),
        new OptimisedIntegration(clients, "sns", "sns", AwsService.SNS, sns()),
        new OptimisedIntegration(clients, "events", "eventbridge", AwsService.EVENTS, events()),
        new OptimisedIntegration(clients, "dynamodb", "dynamodb", AwsService.DYNAMODB, dynamoDb()),
        new OptimisedIntegration(clients, "batch", "batch", AwsService.BATCH, batch()),
        new OptimisedIntegration(clients, "glue", "glue", AwsService.GLUE, glue()),
        new OptimisedIntegration(clients, "athena", "athena", AwsService.ATHENA, athena()),
        new OptimisedIntegration(
            clients, "codebuild", "codebuild", AwsService.CODEBUILD, codeBuild()));
  }

  private static Map<String, OptimisedAction> sqs() {
    return Map.of(
        "sendMessage",
        calledOrAwaited(
            "DelaySeconds",
            "MessageAttributes",
            "MessageBody",
            "MessageDeduplicationId",
            "MessageGroupId",
            "QueueUrl"));
  }

  private static Map<String, OptimisedAction> sns() {
    return Map.of(
        "publish",
        calledOrAwaited(
            "Message",
            "MessageAttributes",
            "MessageDeduplicationId",
            "MessageGroupId",
            "MessageStructure",
            "PhoneNumber",
            "Subject",
            "TargetArn",
            "TopicArn"));
  }

  private static Map<String, OptimisedAction> events() {
    return Map.of(
        "putEvents", calledOrAwaited("Entries", "EndpointId").adjusted(Adjustment.EVENTS));
  }

  private static Map<String, OptimisedAction> dynamoDb() {
    return Map.of(
        "getItem",
        called(
            "AttributesToGet",
            "ConsistentRead",
            "ExpressionAttributeNames",
            "Key",
            "ProjectionExpression",
            "ReturnConsumedCapacity",
            "TableName"),
        "putItem",
        called(
            "ConditionalOperator",
            "ConditionExpression",
            "Expected",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "Item",
            "ReturnConsumedCapacity",
            "ReturnItemCollectionMetrics",
            "ReturnValues",
            "TableName"),
        "updateItem",
        called(
            "AttributeUpdates",
            "ConditionalOperator",
            "ConditionExpression",
            "Expected",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "Key",
            "ReturnConsumedCapacity",
            "ReturnItemCollectionMetrics",
            "ReturnValues",
            "TableName",
            "UpdateExpression"),
        "deleteItem",
        called(
            "ConditionalOperator",
            "ConditionExpression",
            "Expected",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "Key",
            "ReturnConsumedCapacity",
            "ReturnItemCollectionMetrics",
            "ReturnValues",
            "TableName"));
  }

  private static Map<String, OptimisedAction> batch() {
    var completion =
        new Completion(
            "describeJobs",
            Naming.ids("Jobs", "/JobId"),
            "/Jobs/0",
            "/Status",
            Set.of("SUCCEEDED"),
            Set.of("FAILED"),
            "terminateJob",
            Naming.id("JobId", "/JobId").with("Reason", STOPPED));
    return Map.of(
        "submitJob",
        run(
            completion,
            "ArrayProperties",
            "ContainerOverrides",
            "DependsOn",
            "EksPropertiesOverride",
            "JobDefinition",
            "JobName",
            "JobQueue",
            "NodeOverrides",
            "Parameters",
            "PropagateTags",
            "RetryStrategy",
            "SchedulingPriorityOverride",
            "ShareIdentifier",
            "Tags",
            "Timeout"));
  }

  private static Map<String, OptimisedAction> glue() {
    var completion =
        new Completion(
            "getJobRun",
            Naming.id("RunId", "/JobRunId").with("JobName"),
            "/JobRun",
            "/JobRunState",
            Set.of("SUCCEEDED"),
            Set.of("FAILED", "STOPPED", "TIMEOUT", "ERROR", "EXPIRED"),
            "batchStopJobRun",
            Naming.ids("JobRunIds", "/JobRunId").with("JobName"));
    return Map.of(
        "startJobRun",
        run(
            completion,
            "AllocatedCapacity",
            "Arguments",
            "ExecutionClass",
            "JobName",
            "JobRunId",
            "MaxCapacity",
            "NotificationProperty",
            "NumberOfWorkers",
            "SecurityConfiguration",
            "Timeout",
            "WorkerType"));
  }

  private static Map<String, OptimisedAction> athena() {
    var completion =
        new Completion(
            "getQueryExecution",
            Naming.id("QueryExecutionId", "/QueryExecutionId"),
            "",
            "/QueryExecution/Status/State",
            Set.of("SUCCEEDED"),
            Set.of("FAILED", "CANCELLED"),
            "stopQueryExecution",
            Naming.id("QueryExecutionId", "/QueryExecutionId"));
    return Map.of(
        "startQueryExecution",
        run(
            completion,
            "ClientRequestToken",
            "ExecutionParameters",
            "QueryExecutionContext",
            "QueryString",
            "ResultConfiguration",
            "ResultReuseConfiguration",
            "WorkGroup"),
        "stopQueryExecution",
        called("QueryExecutionId"),
        "getQueryExecution",
        called("QueryExecutionId"),
        "getQueryResults",
        called("MaxResults", "NextToken", "QueryExecutionId"));
  }

  private static Map<String, OptimisedAction> codeBuild() {
    var completion =
        new Completion(
            "batchGetBuilds",
            Naming.ids("Ids", "/Build/Id"),
            "/Builds/0",
            "/BuildStatus",
            Set.of("SUCCEEDED"),
            Set.of("FAILED", "FAULT", "STOPPED", "TIMED_OUT"),
            "stopBuild",
            Naming.id("Id", "/Build/Id"));
    return Map.of(
        "startBuild",
        run(
            completion,
            "ArtifactsOverride",
            "BuildspecOverride",
            "CacheOverride",
            "ComputeTypeOverride",
            "EnvironmentTypeOverride",
            "EnvironmentVariablesOverride",
            "IdempotencyToken",
            "ImageOverride",
            "PrivilegedModeOverride",
            "ProjectName",
            "QueuedTimeoutInMinutesOverride",
            "SourceLocationOverride",
            "SourceTypeOverride",
            "SourceVersion",
            "TimeoutInMinutesOverride"),
        "stopBuild",
        called("Id"));
  }
}
