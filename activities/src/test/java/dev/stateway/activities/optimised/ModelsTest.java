package dev.stateway.activities.optimised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stateway.activities.TaskCalls;
import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.aws.AwsStub;
import dev.stateway.activities.functions.Functions;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.activities.routing.Routes;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code bedrock:invokeModel}. */
class ModelsTest {
  // No text in UTF-8.
  private static final byte[] BYTES = {'"', (byte) 0xff, '"'};

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
  }

  @Test
  void readsTheBodyFromS3AndWritesTheAnswerThere() {
    aws.prepare(
            206, Map.of("Content-Type", "application/vnd.prompt+json"), "{\"prompt\":\"well?\"}")
        .prepare(200, Map.of("Content-Type", "application/json"), "{\"completion\":\"yes\"}")
        .prepare(200, Map.of(), "");

    var answer =
        call(
            """
            {"ModelId": "m", "Input": {"S3Uri": "s3://prompts/a/b.json"}, "Output": {"S3Uri": "s3://answers/c"}}
            """);

    assertThat(answer.path("Body").stringValue()).isEqualTo("s3://answers/c");
    assertThat(answer.path("ContentType").stringValue()).isEqualTo("application/json");
    assertThat(aws.asked())
        .map(asked -> asked.uri() + " " + asked.type())
        .containsExactly(
            "/prompts/a/b.json null",
            "/model/m/invoke application/vnd.prompt+json",
            "/answers/c application/json");
    assertThat(aws.asked().get(1).body()).isEqualTo("{\"prompt\":\"well?\"}");
    assertThat(aws.asked().getLast().body()).contains("{\"completion\":\"yes\"}");
  }

  @Test
  void callsWithJsonUnlessTheTaskSaysOtherwise() {
    aws.prepare(200, Map.of("Content-Type", "application/json"), "{}");

    call("{\"ModelId\": \"m\", \"Body\": {}}");
    call("{\"ModelId\": \"m\", \"Body\": \"text\", \"ContentType\": \"text/plain\"}");

    assertThat(aws.asked())
        .map(AwsStub.Asked::type)
        .containsExactly("application/json", "text/plain");
  }

  @Test
  void refusesWhatIsNoPlaceInS3() {
    aws.prepare(200, Map.of(), "{}");

    assertThat(refused("\"Body\": {}, \"Input\": {\"S3Uri\": \"s3://b/k\"}"))
        .isEqualTo("One of the fields 'Body' and 'Input' must be there, and not both");
    assertThat(refused("\"Accept\": \"*/*\""))
        .isEqualTo("One of the fields 'Body' and 'Input' must be there, and not both");
    assertThat(refused("\"Input\": {\"S3Uri\": \"https://b/k\"}"))
        .isEqualTo("The value for the field 'Input.S3Uri' must be a URI such as s3://bucket/key");
    assertThat(refused("\"Body\": {}, \"Output\": {\"S3Uri\": \"s3://b\"}"))
        .isEqualTo("The value for the field 'Output.S3Uri' must be a URI such as s3://bucket/key");
    assertThat(refused("\"Body\": {}, \"Output\": {\"Bucket\": \"b\"}"))
        .isEqualTo("The field \"Bucket\" is not supported by Step Functions");
    assertThat(aws.asked()).isEmpty();
  }

  private String refused(String parameters) {
    return String.valueOf(
        catchThrowableOfType(
                TaskFailedException.class, () -> call("{\"ModelId\": \"m\", " + parameters + "}"))
            .cause());
  }

  @Test
  void usesBucketsOfThisMachine(@TempDir Path folder) throws Exception {
    Files.write(folder.resolve("prompt.json"), BYTES);
    aws.prepare(200, Map.of("Content-Type", "application/octet-stream"), "{}");
    var local =
        new LocalResources(List.of(), List.of(), Map.of("local", folder), List.of(), Routes.NONE);
    try (var here =
        new TaskCalls(
            new TaskIntegrations(
                Tasks.settings(local, Functions.DATA, Tasks.aws(aws.endpoint()))))) {
      var answer =
          here.call(
              "bedrock:invokeModel",
              """
              {"ModelId": "m", "Input": {"S3Uri": "s3://local/prompt.json"}, "Output": {"S3Uri": "s3://local/out/a"}}
              """);
      var absent =
          here.failure(
              "bedrock:invokeModel",
              "{\"ModelId\": \"m\", \"Input\": {\"S3Uri\": \"s3://local/none\"}}");

      assertThat(answer.path("Body").stringValue()).isEqualTo("s3://local/out/a");
      assertThat(folder.resolve("out/a")).hasContent("{}");
      assertThat(aws.asked()).map(AwsStub.Asked::body).containsExactly("\"\uFFFD\"");
      assertThat(absent.error()).isEqualTo("S3.NoSuchKeyException");
      assertThat(absent.cause()).isEqualTo("The specified key does not exist.");
    }
  }
}
