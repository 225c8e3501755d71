package dev.stateway.activities.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.aws.MotoServer;
import dev.stateway.activities.functions.Functions;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.translator.JsonText;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Many actions of many services by nothing but their names. */
class SdkActionsTest {
  private static final int ACTIONS = 20;
  private static final int SERVICES = 10;

  /**
   * One call.
   *
   * @param action {@code service:action}
   * @param parameters JSON text
   * @param answer JSON pointer of what its answer has; empty where it has nothing
   */
  private record Call(String action, String parameters, String answer) {}

  private static final List<Call> CALLS =
      List.of(
          new Call("s3:createBucket", "{\"Bucket\": \"bucket\"}", ""),
          new Call(
              "s3:putObject", "{\"Bucket\": \"bucket\", \"Key\": \"k\", \"Body\": \"x\"}", "/ETag"),
          new Call("s3:getObject", "{\"Bucket\": \"bucket\", \"Key\": \"k\"}", "/Body"),
          new Call("s3:listBuckets", "{}", "/Buckets/0/Name"),
          new Call("sqs:createQueue", "{\"QueueName\": \"q\"}", "/QueueUrl"),
          new Call("sqs:getQueueUrl", "{\"QueueName\": \"q\"}", "/QueueUrl"),
          new Call("sns:createTopic", "{\"Name\": \"t\"}", "/TopicArn"),
          new Call("sns:listTopics", "{}", "/Topics/0/TopicArn"),
          new Call(
              "ssm:putParameter",
              "{\"Name\": \"p\", \"Value\": \"v\", \"Type\": \"String\"}",
              "/Version"),
          new Call("ssm:getParameter", "{\"Name\": \"p\"}", "/Parameter/Value"),
          new Call(
              "secretsmanager:createSecret",
              "{\"Name\": \"s\", \"SecretString\": {\"a\": 1}}",
              "/Arn"),
          new Call("secretsmanager:getSecretValue", "{\"SecretId\": \"s\"}", "/SecretString"),
          new Call("kms:createKey", "{}", "/KeyMetadata/KeyId"),
          new Call("iam:createUser", "{\"UserName\": \"u\"}", "/User/Arn"),
          new Call("iam:listUsers", "{}", "/Users/0/UserName"),
          new Call("sts:getCallerIdentity", "{}", "/Account"),
          new Call("cloudwatchlogs:createLogGroup", "{\"LogGroupName\": \"l\"}", ""),
          new Call("cloudwatchlogs:describeLogGroups", "{}", "/LogGroups/0/LogGroupName"),
          new Call(
              "ecr:createRepository", "{\"RepositoryName\": \"r\"}", "/Repository/RepositoryUri"),
          new Call("ecr:describeRepositories", "{}", "/Repositories/0/RepositoryName"),
          new Call("glue:createDatabase", "{\"DatabaseInput\": {\"Name\": \"d\"}}", ""),
          new Call("glue:getDatabase", "{\"Name\": \"d\"}", "/Database/Name"),
          new Call("scheduler:createScheduleGroup", "{\"Name\": \"g\"}", "/ScheduleGroupArn"),
          new Call("scheduler:getScheduleGroup", "{\"Name\": \"g\"}", "/State"),
          new Call(
              "eventbridge:putRule",
              "{\"Name\": \"r\", \"ScheduleExpression\": \"rate(1 day)\"}",
              "/RuleArn"),
          new Call("cloudformation:listStacks", "{}", ""));

  @Test
  void callsThemByNameOnly() throws Exception {
    try (var moto = MotoServer.start();
        var tasks =
            new TaskIntegrations(
                Tasks.settings(LocalResources.NONE, Functions.DATA, Tasks.aws(moto.endpoint())))) {
      for (var call : CALLS) {
        var answer =
            tasks.call(
                Tasks.request("arn:aws:states:::aws-sdk:" + call.action(), call.parameters()),
                () -> {});

        assertThat(answer.at(call.answer()).isMissingNode())
            .as("%s answered %s", call.action(), JsonText.write(answer))
            .isFalse();
      }
    }
    var services =
        CALLS.stream().map(call -> call.action().split(":", -1)[0]).collect(Collectors.toSet());
    System.out.println(CALLS.size() + " actions of " + services.size() + " services by name");
    assertThat(CALLS).hasSizeGreaterThanOrEqualTo(ACTIONS);
    assertThat(services).hasSizeGreaterThanOrEqualTo(SERVICES);
  }
}
