package dev.stateway.activities.optimised;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.activities.TaskCalls;
import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.aws.AwsStub;
import dev.stateway.activities.functions.Functions;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is done beside what the task says, as AWS documents it or is seen to do it. */
class AdditionsTest {
  private AwsStub aws;
  private TaskCalls tasks;

  @BeforeEach
  void start() throws IOException {
    aws = new AwsStub();
    tasks =
        new TaskCalls(
            new TaskIntegrations(
                Tasks.withSdkJars(
                    Tasks.settings(
                        LocalResources.NONE, Functions.DATA, Tasks.aws(aws.endpoint())))));
  }

  @AfterEach
  void stop() {
    tasks.close();
    aws.close();
  }

  private JsonNode sent(String resource, String parameters) {
    aws.clear();
    aws.prepare(200, Map.of(), "{}");
    tasks.call(resource, parameters);
    return aws.asked().getFirst().json();
  }

  @Test
  void jobsOfBatchThatAreWaitedForSayWhoHasStartedThem() {
    var job = "{\"JobName\": \"j\", \"JobQueue\": \"q\", \"JobDefinition\": \"d\"%s}";
    var own = ", \"ContainerOverrides\": {\"Environment\": [{\"Name\": \"A\", \"Value\": \"1\"}]}";

    assertThat(
            sent("batch:submitJob.sync", job.formatted("")).at("/containerOverrides/environment"))
        .isEqualTo(
            JsonText.parse(
                "[{\"name\": \"MANAGED_BY_AWS\", \"value\": \"STARTED_BY_STEP_FUNCTIONS\"}]"));
    assertThat(
            sent("batch:submitJob.sync", job.formatted(own)).at("/containerOverrides/environment"))
        .hasSize(2);
    assertThat(sent("batch:submitJob", job.formatted("")).has("containerOverrides")).isFalse();
  }

  @Test
  void buildsThatWereJustStoppedAreDeletedAllTheSame() {
    var busy = "{\"buildsNotDeleted\": [{\"id\": \"p:1\", \"statusCode\": \"IN_PROGRESS\"}]}";
    aws.prepare(200, Map.of(), busy).prepare(200, Map.of(), "{\"buildsDeleted\": [\"p:1\"]}");

    var answer = tasks.call("codebuild:batchDeleteBuilds", "{\"Ids\": [\"p:1\"]}");

    assertThat(answer.path("BuildsDeleted")).isEqualTo(JsonText.parse("[\"p:1\"]"));
    assertThat(aws.asked()).hasSize(2);
  }

  @Test
  void whatIsOfAWrongKindIsLeftToTheService() {
    var failure =
        tasks.failure(
            "batch:submitJob.sync",
            "{\"JobName\": \"j\", \"ContainerOverrides\": {\"Environment\": \"A=1\"}}");

    assertThat(failure.cause())
        .isEqualTo("The value for the field 'ContainerOverrides.Environment' must be an array");
  }

  @Test
  void jobsOfSageMakerThatAreWaitedForAreTagged() {
    var job = "{\"TransformJobName\": \"t\", \"ModelName\": \"m\"}";

    assertThat(sent("sagemaker:createTransformJob.sync", job).path("Tags"))
        .isEqualTo(
            JsonText.parse(
                """
                [{"Key": "MANAGED_BY_AWS", "Value": "STARTED_BY_STEP_FUNCTIONS"},
                 {"Key": "AWS_STEP_FUNCTIONS_EXECUTION_ARN",
                  "Value": "arn:aws:states:us-east-1:000000000000:execution:orders:one"}]
                """));
    assertThat(sent("sagemaker:createTransformJob", job).has("Tags")).isFalse();
  }

  @Test
  void jobsOfMediaConvertAreTagged() {
    assertThat(
            sent("mediaconvert:createJob", "{\"Role\": \"r\", \"Tags\": {\"a\": \"1\"}}")
                .path("tags"))
        .isEqualTo(JsonText.parse("{\"a\": \"1\", \"ManagedByService\": \"AWSStepFunctions\"}"));
  }
}
