package dev.stateway.activities.optimised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.aws.AwsStub;
import dev.stateway.activities.functions.Functions;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code bedrock:invokeModel}. */
class ModelsTest {
  private AwsStub aws;
  private TaskIntegrations tasks;

  @BeforeEach
  void start() throws IOException {
    aws = new AwsStub();
    tasks =
        new TaskIntegrations(
            Tasks.settings(LocalResources.NONE, Functions.DATA, Tasks.aws(aws.endpoint())));
  }

  @AfterEach
  void stop() {
    tasks.close();
    aws.close();
  }

  private JsonNode call(String parameters) {
    return tasks.call(Tasks.request("arn:aws:states:::bedrock:invokeModel", parameters), () -> {});
  }

  @Test
  void givesTheBodyOfTheAnswerAsJson() {
    aws.prepare(200, Map.of("Content-Type", "application/json"), "{\"completion\": \"yes\"}");

    var answer = call("{\"ModelId\": \"m.one\", \"Body\": {\"prompt\": \"well?\"}}");

    assertThat(answer.path("Body")).isEqualTo(JsonText.parse("{\"completion\": \"yes\"}"));
    assertThat(answer.path("ContentType").stringValue()).isEqualTo("application/json");
    assertThat(aws.asked().getFirst().uri()).isEqualTo("/model/m.one/invoke");
    assertThat(aws.asked().getFirst().json()).isEqualTo(JsonText.parse("{\"prompt\": \"well?\"}"));
  }

  @Test
  void givesABodyThatIsNoJsonAsItIs() {
    aws.prepare(200, Map.of("Content-Type", "text/plain"), "well, yes");

    assertThat(call("{\"ModelId\": \"m\", \"Body\": {}}").path("Body").stringValue())
        .isEqualTo("well, yes");
  }

  @Test
  void namesTheErrorsOfBedrock() {
    aws.prepare(
        400,
        Map.of("x-amzn-ErrorType", "ValidationException"),
        "{\"message\": \"The model is unknown.\"}");

    var failure =
        catchThrowableOfType(
            TaskFailedException.class, () -> call("{\"ModelId\": \"m\", \"Body\": {}}"));

    assertThat(failure.error()).isEqualTo("Bedrock.ValidationException");
    assertThat(failure.cause())
        .startsWith("The model is unknown. (Service: AmazonBedrockRuntime; Status Code: 400; ");
    var unbuilt =
        catchThrowableOfType(
            TaskFailedException.class,
            () -> call("{\"ModelId\": \"m\", \"Input\": {\"S3Uri\": \"s3://b/k\"}}"));
    assertThat(unbuilt.cause()).contains("\"Input\"");
  }
}
