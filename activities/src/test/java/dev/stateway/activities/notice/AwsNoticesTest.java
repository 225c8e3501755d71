package dev.stateway.activities.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.aws.MotoServer;
import dev.stateway.activities.functions.Functions;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Word of approvals to topics and queues. */
class AwsNoticesTest {
  private static MotoServer moto;
  private static TaskIntegrations tasks;

  @BeforeAll
  static void start() throws Exception {
    moto = MotoServer.start();
    tasks =
        new TaskIntegrations(
            Tasks.settings(LocalResources.NONE, Functions.DATA, Tasks.aws(moto.endpoint())));
  }

  @AfterAll
  static void stop() {
    if (tasks != null) {
      tasks.close();
    }
    if (moto != null) {
      moto.close();
    }
  }

  private static JsonNode call(String action, String parameters) {
    return tasks.call(Tasks.request("arn:aws:states:::aws-sdk:" + action, parameters), () -> {});
  }

  private static String queue(String name, String attributes) {
    return call(
            "sqs:createQueue",
            "{\"QueueName\": \"" + name + "\", \"Attributes\": " + attributes + "}")
        .path("QueueUrl")
        .asString();
  }

  private static JsonNode received(String queue) {
    var message = call("sqs:receiveMessage", "{\"QueueUrl\": \"" + queue + "\"}");
    return JsonText.parse(message.path("Messages").path(0).path("Body").asString());
  }

  @Test
  void goesToQueues() {
    for (var attributes : new String[] {"{}", "{\"FifoQueue\": \"true\"}"}) {
      var queue = queue(attributes.equals("{}") ? "plain" : "ordered.fifo", attributes);
      tasks.call(NoticesTest.request("{\"SQS\": \"" + queue + "\"}", false), () -> {});
      assertThat(received(queue).path("approvalId").asString()).isEqualTo("orders~one~3");
    }
  }

  @Test
  void goesToTopicsAndFromThemToQueues() {
    var topic = call("sns:createTopic", "{\"Name\": \"approvals\"}").path("TopicArn").asString();
    var queue = queue("subscribed", "{}");
    call(
        "sns:subscribe",
        "{\"TopicArn\": \"%s\", \"Protocol\": \"sqs\", \"Endpoint\": \"arn:aws:sqs:us-east-1:123456789012:subscribed\"}"
            .formatted(topic));
    tasks.call(NoticesTest.request("{\"SNS\": \"" + topic + "\"}", false), () -> {});
    var message = received(queue);
    assertThat(message.path("Subject").asString()).isEqualTo("Please decide: Pay 12.50 ??");
    assertThat(message.path("Message").asString()).contains("Decide here: https://");
  }

  @Test
  void tellsWhatTheServiceRefuses() {
    var absent =
        NoticesTest.request("{\"SNS\": \"arn:aws:sns:us-east-1:123456789012:none\"}", false);
    assertThat(
            catchThrowableOfType(TaskFailedException.class, () -> tasks.call(absent, () -> {}))
                .error())
        .isEqualTo("Sns.NotFoundException");
  }
}
