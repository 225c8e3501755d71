package dev.stateway.activities.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.aws.AwsSettings;
import dev.stateway.activities.aws.AwsStub;
import dev.stateway.activities.functions.Functions;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import tools.jackson.databind.JsonNode;

// One client for all: closing one takes its network threads two seconds.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsLambdaTest {
  private static final String INVOKE = "arn:aws:states:::lambda:invoke";
  private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:remote";

  private AwsStub aws;
  private TaskIntegrations tasks;

  @BeforeAll
  void open() throws IOException {
    aws = new AwsStub();
    tasks = tasks(Tasks.aws(aws.endpoint()));
  }

  @BeforeEach
  void forget() {
    aws.clear();
  }

  @AfterAll
  void close() {
    tasks.close();
    aws.close();
  }

  @Test
  void aFunctionThatIsNotConfiguredIsInvokedOnAws() {
    aws.prepare(200, Map.of("X-Amz-Executed-Version", "3"), "{\"n\":1.50}");

    var result =
        call(INVOKE, "{\"FunctionName\":\"" + ARN + "\",\"Qualifier\":\"live\",\"Payload\":[1]}");

    assertThat(result.path("Payload")).isEqualTo(JsonText.parse("{\"n\":1.50}"));
    assertThat(result.path("ExecutedVersion").stringValue()).isEqualTo("3");
    assertThat(result.path("StatusCode").intValue()).isEqualTo(200);
    assertThat(result.path("SdkResponseMetadata").path("RequestId").stringValue())
        .isEqualTo("request-1");
    assertThat(aws.asked())
        .singleElement()
        .satisfies(asked -> {
          assertThat(asked.uri()).endsWith("function%3Aremote%3Alive/invocations");
          assertThat(asked.body()).isEqualTo("[1]");
        });
  }

  @Test
  void aFunctionArnGivesTheBarePayload() {
    aws.prepare(200, Map.of(), "\"done\"");

    assertThat(call(ARN, "{}")).isEqualTo(JsonText.parse("\"done\""));
  }

  @Test
  void aFunctionArnMayNameAVersion() {
    aws.prepare(200, Map.of(), "1");

    call(ARN + ":7", "{}");

    assertThat(aws.asked().getFirst().uri()).endsWith("function%3Aremote%3A7/invocations");
  }

  @Test
  void anInvocationThatIsNotWaitedForIsOnlyAccepted() {
    aws.prepare(202, Map.of(), "");

    var event = call(INVOKE, "{\"FunctionName\":\"remote\",\"InvocationType\":\"Event\"}");

    assertThat(event.path("StatusCode").intValue()).isEqualTo(202);
    assertThat(event.path("Payload").stringValue()).isEmpty();
    assertThat(event.path("SdkHttpMetadata").path("HttpStatusCode").intValue()).isEqualTo(202);
    assertThat(event.has("ExecutedVersion")).isFalse();
    aws.clear();
    aws.prepare(204, Map.of(), "");
    var dry = call(INVOKE, "{\"FunctionName\":\"remote\",\"InvocationType\":\"DryRun\"}");
    assertThat(dry.path("StatusCode").intValue()).isEqualTo(204);
  }

  @Test
  void givesTheEndOfTheLogThatWasAskedFor() {
    aws.prepare(200, Map.of("X-Amz-Log-Result", "aGVsbG8="), "null");

    var result = call(INVOKE, "{\"FunctionName\":\"remote\",\"LogType\":\"Tail\"}");

    assertThat(result.path("LogResult").stringValue()).isEqualTo("aGVsbG8=");
    assertThat(result.path("Payload").isNull()).isTrue();
  }

  @Test
  void aFunctionErrorIsTheTasksError() {
    aws.prepare(
        200,
        Map.of("X-Amz-Function-Error", "Unhandled"),
        "{\"errorMessage\": \"no\", \"errorType\": \"OrderRefused\"}");

    var failure = failure(ARN, "{}");

    assertThat(failure.error()).isEqualTo("OrderRefused");
    assertThat(failure.cause())
        .isEqualTo("{\"errorMessage\":\"no\",\"errorType\":\"OrderRefused\"}");
  }

  @Test
  void aFunctionErrorWithoutATypeIsUnknown() {
    aws.prepare(200, Map.of("X-Amz-Function-Error", "Unhandled"), "{\"errorMessage\":\"no\"}");

    var failure = failure(INVOKE, "{\"FunctionName\":\"remote\"}");

    assertThat(failure.error()).isEqualTo("Lambda.Unknown");
    assertThat(failure.cause())
        .isEqualTo(
            "The cause could not be determined because Lambda did not return an error type."
                + " Returned payload: {\"errorMessage\":\"no\"}");
  }

  @Test
  void errorsOfTheServiceHaveItsNamesAndAreNotRetriedHere() {
    var names =
        Map.of(
            "ResourceNotFoundException", "Lambda.ResourceNotFoundException",
            "TooManyRequestsException", "Lambda.TooManyRequestsException",
            "ServiceException", "Lambda.ServiceException",
            "AccessDeniedException", "Lambda.AWSLambdaException");
    names.forEach((code, error) -> {
      aws.clear();
      aws.prepare(404, Map.of("x-amzn-ErrorType", code), "{\"Type\":\"User\",\"Message\":\"No.\"}");

      var failure = failure(ARN, "{}");

      assertThat(failure.error()).isEqualTo(error);
      assertThat(failure.cause())
          .isEqualTo(
              "No. (Service: AWSLambda; Status Code: 404; Error Code: "
                  + code
                  + "; Request ID: request-1; Proxy: null)");
      assertThat(aws.asked()).hasSize(1);
    });
  }

  @Test
  void withoutCredentialsTheSdksOwnErrorShows() {
    var none =
        new AwsSettings(
            Region.US_EAST_1,
            Optional.of(aws.endpoint()),
            () -> {
              throw SdkClientException.create("Unable to load credentials");
            });
    try (var calls = tasks(none)) {
      var failure =
          catchThrowableOfType(
              TaskFailedException.class, () -> calls.call(Tasks.request(ARN, "{}"), () -> {}));

      assertThat(failure.error()).isEqualTo("Lambda.SdkClientException");
      assertThat(failure.cause()).contains("Unable to load credentials");
    }
  }

  @Test
  void failsWithTheAnswerOfStsInARoleItCannotTake() {
    aws.prepare(
        403,
        Map.of("Content-Type", "text/xml"),
        "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not you</Message></Error>"
            + "<RequestId>r-1</RequestId></ErrorResponse>");
    var request = Tasks.request(ARN, "{}");
    var inRole =
        new TaskRequest(
            request.resource(),
            request.stateName(),
            request.arguments(),
            null,
            request.idempotencyKey(),
            request.executionArn(),
            "arn:aws:iam::000000000000:role/other",
            null);

    var failure =
        catchThrowableOfType(TaskFailedException.class, () -> tasks.call(inRole, () -> {}));

    assertThat(failure.error()).isEqualTo("Sts.StsException");
    assertThat(failure.cause())
        .isEqualTo("not you (Service: Sts, Status Code: 403, Request ID: r-1)");
    assertThat(aws.asked())
        .allSatisfy(asked -> assertThat(asked.body()).startsWith("Action=AssumeRole&"));
  }

  private static TaskIntegrations tasks(AwsSettings aws) {
    return new TaskIntegrations(Tasks.settings(LocalResources.NONE, Functions.DATA, aws));
  }

  private JsonNode call(String resource, String arguments) {
    return tasks.call(Tasks.request(resource, arguments), () -> {});
  }

  private TaskFailedException failure(String resource, String arguments) {
    return catchThrowableOfType(TaskFailedException.class, () -> call(resource, arguments));
  }
}
