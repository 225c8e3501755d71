package dev.stateway.activities.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.translator.JsonText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Java handlers under AWS's own runtime client, which the runtime {@code provided} starts. */
class JavaFunctionsTest {
  @Test
  void returnsWhatTheHandlerReturnsFromAProcessThatStaysWarm() throws Exception {
    try (var host = Functions.host(function("handleRequest"))) {
      var request = Functions.request("{\"order\":{\"lines\":[1,2]},\"who\":\"ü\"}");
      var first = returned(host.invoke("tested", request));
      var second = returned(host.invoke("tested", Functions.request("{}")));

      assertThat(first.path("event")).isEqualTo(JsonText.parse(request.payload()));
      assertThat(first.path("requestId").stringValue()).isEqualTo(request.requestId());
      assertThat(first.path("arn").stringValue()).isEqualTo(request.functionArn());
      assertThat(second.path("calls").intValue()).isEqualTo(2);
    }
  }

  @Test
  void givesTheErrorPayloadOfTheRuntimeClient() throws Exception {
    try (var host = Functions.host(function("refuse"))) {
      var outcome = host.invoke("tested", Functions.request("{\"order\":7}"));

      assertThat(outcome).isInstanceOf(InvocationOutcome.Failed.class);
      var error = ((InvocationOutcome.Failed) outcome).payload();
      assertThat(error.path("errorType").stringValue())
          .isEqualTo("java.lang.IllegalStateException");
      assertThat(error.path("errorMessage").stringValue()).isEqualTo("Order 7 was refused");
      assertThat(error.path("stackTrace").path(0).stringValue()).contains("OrderHandlers.refuse");
    }
  }

  private static FunctionDefinition function(String method) {
    return new FunctionDefinition(
        "tested",
        FunctionRuntime.PROVIDED,
        "",
        Path.of("").toAbsolutePath(),
        List.of(
            ProcessHandle.current().info().command().orElse("java"),
            "-cp",
            System.getProperty("java.class.path"),
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            OrderHandlers.class.getName() + "::" + method),
        Map.of(),
        Functions.limits(Duration.ofSeconds(60), 1));
  }

  private static JsonNode returned(InvocationOutcome outcome) {
    assertThat(outcome).isInstanceOf(InvocationOutcome.Returned.class);
    return JsonText.parse(((InvocationOutcome.Returned) outcome).payload());
  }
}
