package dev.stateway.activities.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.activities.Tasks;
import dev.stateway.activities.functions.Functions;
import dev.stateway.activities.local.LocalResources;
import dev.stateway.activities.routing.Routes;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.task.TaskFailedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LambdaIntegrationTest {
  private static final String INVOKE = "arn:aws:states:::lambda:invoke";
  private static final String ARN = "arn:aws:lambda:us-east-1:000000000000:function:";

  private TaskIntegrations tasks;

  @BeforeAll
  void open() {
    var local =
        new LocalResources(
            List.of(
                Functions.function("echo"),
                Functions.function("raise_error"),
                Functions.function("environment")),
            List.of(),
            Map.of(),
            List.of(),
            Routes.NONE);
    tasks = new TaskIntegrations(Tasks.settings(local));
  }

  @AfterAll
  void close() {
    tasks.close();
  }

  @Test
  void aFunctionArnGetsTheArgumentsAndGivesWhatTheFunctionReturns() {
    for (var event : List.of("{\"a\":1.5}", "\"text\"", "0", "[]", "null")) {
      assertThat(call(ARN + "echo", event)).isEqualTo(JsonText.parse(event));
    }
  }

  @Test
  void invokeGivesTheAnswerOfTheOperation() {
    var result = call(INVOKE, "{\"FunctionName\":\"echo\",\"Payload\":{\"a\":1}}");

    assertThat(result.propertyNames())
        .containsExactly(
            "ExecutedVersion", "Payload", "SdkHttpMetadata", "SdkResponseMetadata", "StatusCode");
    assertThat(result.path("ExecutedVersion").stringValue()).isEqualTo("$LATEST");
    assertThat(result.path("Payload")).isEqualTo(JsonText.parse("{\"a\":1}"));
    assertThat(result.path("StatusCode").intValue()).isEqualTo(200);
    var metadata = result.path("SdkHttpMetadata");
    assertThat(metadata.path("HttpStatusCode").intValue()).isEqualTo(200);
    assertThat(metadata.path("AllHttpHeaders").path("Content-Length"))
        .isEqualTo(JsonText.parse("[\"8\"]"));
    assertThat(metadata.path("HttpHeaders").path("Content-Type").stringValue())
        .isEqualTo("application/json");
    assertThat(result.path("SdkResponseMetadata").path("RequestId"))
        .isEqualTo(metadata.path("HttpHeaders").path("x-amzn-RequestId"));
  }

  @Test
  void invokeTakesAPayloadOfTextThatIsJsonAsWritten() {
    assertThat(payload("\"0\"")).isEqualTo(JsonText.parse("0"));
    assertThat(payload("\"[]\"")).isEqualTo(JsonText.parse("[]"));
    assertThat(payload("\"plain\"")).isEqualTo(JsonText.parse("\"plain\""));
    assertThat(payload("null")).isEqualTo(JsonText.parse("{}"));
    assertThat(call(INVOKE, "{\"FunctionName\":\"echo\"}").path("Payload"))
        .isEqualTo(JsonText.parse("{}"));
  }

  @Test
  void theFunctionSeesArnQualifierAndClientContext() {
    var result =
        call(
            INVOKE,
            """
            {"FunctionName":"environment","Qualifier":"live","ClientContext":{"custom":{"n":"ü\\n"}}}
            """);

    assertThat(result.path("Payload").path("arn").stringValue())
        .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:environment:live");
    assertThat(result.path("Payload").path("clientContext"))
        .isEqualTo(JsonText.parse("{\"n\":\"ü\\n\"}"));
  }

  @Test
  void aFunctionErrorIsTheTasksErrorWithThePayloadAsItsCause() {
    for (var resource : List.of(ARN + "raise_error", INVOKE)) {
      var arguments =
          resource.equals(INVOKE)
              ? "{\"FunctionName\":\"raise_error\",\"Payload\":{\"order\":1}}"
              : "{\"order\":1}";
      var failure = failure(resource, arguments);

      assertThat(failure.error()).isEqualTo("OrderRefused");
      var cause = JsonText.parse(String.valueOf(failure.cause()));
      assertThat(cause.propertyNames())
          .containsExactly("errorMessage", "errorType", "requestId", "stackTrace");
      assertThat(cause.path("errorMessage").stringValue()).isEqualTo("Order 1 was refused");
    }
  }

  @Test
  void anEventInvocationIsNotWaitedFor() {
    var result = call(INVOKE, "{\"FunctionName\":\"raise_error\",\"InvocationType\":\"Event\"}");

    assertThat(result.path("StatusCode").intValue()).isEqualTo(202);
    assertThat(result.has("ExecutedVersion")).isFalse();
  }

  @Test
  void theSameAttemptHasTheSameRequestId() {
    var first = Tasks.request(INVOKE, "{\"FunctionName\":\"environment\"}");

    var ids =
        List.of(first, first).stream()
            .map(request -> tasks.call(request, () -> {}).path("Payload").path("requestId"))
            .distinct();

    assertThat(ids).hasSize(1);
  }

  @Test
  void refusesParametersThatStepFunctionsDoesNotTake() {
    assertThat(failure(INVOKE, "{\"FunctionName\":\"echo\",\"DurableName\":\"d\"}").cause())
        .isEqualTo("The field \"DurableName\" is not supported by Step Functions");
    assertThat(failure(INVOKE, "{\"FunctionName\":\"echo\",\"LogType\":\"All\"}").cause())
        .contains("LogType");
    assertThat(failure(INVOKE, "{\"FunctionName\":\"what is this\"}").error())
        .isEqualTo("States.Runtime");
    assertThat(failure(INVOKE, "{\"FunctionName\":\"echo\",\"InvocationType\":\"Soon\"}").cause())
        .contains("Soon");
  }

  private JsonNode payload(String payload) {
    return call(INVOKE, "{\"FunctionName\":\"echo\",\"Payload\":" + payload + "}").path("Payload");
  }

  private JsonNode call(String resource, String arguments) {
    return tasks.call(Tasks.request(resource, arguments), () -> {});
  }

  private TaskFailedException failure(String resource, String arguments) {
    return catchThrowableOfType(TaskFailedException.class, () -> call(resource, arguments));
  }
}
