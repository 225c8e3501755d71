package dev.stateway.activities.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stateway.activities.aws.Moto;
import dev.stateway.activities.aws.WithMoto;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Word of approvals to topics and queues. */
@WithMoto
class AwsNoticesTest {
  private final Moto moto;

  AwsNoticesTest(Moto moto) {
    this.moto = moto;
  }

  private JsonNode call(String action, String parameters) {
    return moto.call("aws-sdk:" + action, parameters);
  }

  private String queue(String name, String attributes) {
    return call(
            "sqs:createQueue",
            "{\"QueueName\": \"" + name + "\", \"Attributes\": " + attributes + "}")
        .path("QueueUrl")
        .asString();
  }

  private JsonNode received(String queue) {
    var message = call("sqs:receiveMessage", "{\"QueueUrl\": \"" + queue + "\"}");
    return JsonText.parse(message.path("Messages").path(0).path("Body").asString());
  }

  @Test
  void goesToQueues() {
    for (var attributes : new String[] {"{}", "{\"FifoQueue\": \"true\"}"}) {
      var queue = queue(attributes.equals("{}") ? "plain" : "ordered.fifo", attributes);
      moto.tasks().call(NoticesTest.request("{\"SQS\": \"" + queue + "\"}", false), () -> {});
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
    moto.tasks().call(NoticesTest.request("{\"SNS\": \"" + topic + "\"}", false), () -> {});
    var message = received(queue);
    assertThat(message.path("Subject").asString()).isEqualTo("Please decide: Pay 12.50 ??");
    assertThat(message.path("Message").asString()).contains("Decide here: https://");
  }

  @Test
  void tellsWhatTheServiceRefuses() {
    var absent =
        NoticesTest.request("{\"SNS\": \"arn:aws:sns:us-east-1:123456789012:none\"}", false);
    assertThat(
            catchThrowableOfType(
                    TaskFailedException.class, () -> moto.tasks().call(absent, () -> {}))
                .error())
        .isEqualTo("Sns.NotFoundException");
  }
}
