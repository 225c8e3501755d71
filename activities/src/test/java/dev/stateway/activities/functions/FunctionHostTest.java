package dev.stateway.activities.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stateway.translator.JsonText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FunctionHostTest {
  @Test
  void returnsWhatTheHandlerReturns() throws Exception {
    try (var host = Functions.host(Functions.function("echo"))) {
      for (var payload :
          List.of("{\"a\":[1,2.5,\"ü\",null]}", "0", "true", "\"text\"", "[]", "null")) {
        assertThat(Functions.returned(host, "echo", payload)).isEqualTo(JsonText.parse(payload));
      }
    }
  }

  @Test
  void givesTheErrorPayloadOfTheRuntimeClient() throws Exception {
    try (var host = Functions.host(Functions.function("raise_error"))) {
      var request = Functions.request("{\"order\":7}");

      var error = failed(host.invoke("raise_error", request));

      assertThat(error.propertyNames())
          .containsExactly("errorMessage", "errorType", "requestId", "stackTrace");
      assertThat(error.path("errorType").stringValue()).isEqualTo("OrderRefused");
      assertThat(error.path("errorMessage").stringValue()).isEqualTo("Order 7 was refused");
      assertThat(error.path("requestId").stringValue()).isEqualTo(request.requestId());
      assertThat(error.path("stackTrace").get(0).stringValue()).contains("app.py", "raise_error");
    }
  }

  @Test
  void usesAWarmProcessAgainAlsoAfterAnError() throws Exception {
    try (var host = Functions.host(Functions.function("count"))) {
      var first = Functions.returned(host, "count", "{}");
      var second = Functions.returned(host, "count", "{}");

      assertThat(second.path("pid")).isEqualTo(first.path("pid"));
      assertThat(second.path("calls").intValue()).isEqualTo(2);
    }
  }

  @Test
  void endsAnInvocationAtItsTimeout() throws Exception {
    var limits = Functions.limits(Duration.ofSeconds(1), 1);
    try (var host = Functions.host(Functions.function("sleep", limits))) {
      var request = Functions.request("{\"seconds\":60}");

      var error = failed(host.invoke("sleep", request));

      assertThat(error.path("errorType").stringValue()).isEqualTo("Sandbox.Timedout");
      assertThat(error.path("errorMessage").stringValue())
          .isEqualTo(
              "RequestId: " + request.requestId() + " Error: Task timed out after 1.00 seconds");
      assertThat(Functions.returned(host, "sleep", "{\"seconds\":0}").path("pid").isNumber())
          .isTrue();
    }
  }

  @Test
  void reportsAProcessThatEndsInTheMiddle() throws Exception {
    try (var host = Functions.host(Functions.function("leave"))) {
      var request = Functions.request("{\"code\":3}");

      var error = failed(host.invoke("leave", request));

      assertThat(error.path("errorType").stringValue()).isEqualTo("Runtime.ExitError");
      assertThat(error.path("errorMessage").stringValue())
          .isEqualTo(
              "RequestId: "
                  + request.requestId()
                  + " Error: Runtime exited with error: exit status 3");
      assertThat(
              failed(host.invoke("leave", Functions.request("{\"code\":0}")))
                  .path("errorMessage")
                  .stringValue())
          .endsWith("Runtime exited without providing a reason");
    }
  }

  @Test
  void reportsAModuleThatCannotBeLoaded() throws Exception {
    try (var host =
        Functions.host(
            Functions.module("broken", "broken.handler"),
            Functions.module("absent", "nowhere.handler"))) {
      var broken = failed(host.invoke("broken", Functions.request("{}")));
      var absent = failed(host.invoke("absent", Functions.request("{}")));

      assertThat(broken.path("errorType").stringValue()).isEqualTo("RuntimeError");
      assertThat(broken.path("errorMessage").stringValue()).isEqualTo("no database");
      assertThat(absent.path("errorType").stringValue()).isEqualTo("Runtime.ImportModuleError");
      assertThat(absent.path("errorMessage").stringValue())
          .isEqualTo("Unable to import module 'nowhere': No module named 'nowhere'");
    }
  }

  @Test
  void runsAtMostTheConfiguredNumberAtATimeAndThenRefuses() throws Exception {
    var limits = Functions.limits(Duration.ofSeconds(30), 2);
    try (var host = Functions.host(Functions.function("sleep", limits));
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Functions.returned(host, "sleep", "{\"seconds\":0}");
      var calls = new ArrayList<Callable<InvocationOutcome>>();
      for (var i = 0; i < 4; i++) {
        calls.add(() -> host.invoke("sleep", Functions.request("{\"seconds\":3}")));
      }

      var pids = new HashSet<JsonNode>();
      var throttled = 0;
      for (var answer : callers.invokeAll(calls)) {
        switch (answer.get()) {
          case InvocationOutcome.Returned(var payload) ->
              pids.add(JsonText.parse(payload).path("pid"));
          case InvocationOutcome.Throttled _ -> throttled++;
          case InvocationOutcome.Failed(var payload) -> assertThat(payload).isNull();
        }
      }

      assertThat(pids).hasSize(2);
      assertThat(throttled).isEqualTo(2);
    }
  }

  @Test
  void refusesAResponseThatIsTooLarge() throws Exception {
    try (var host = Functions.host(Functions.function("large"))) {
      var error = failed(host.invoke("large", Functions.request("{\"size\":6291600}")));

      assertThat(error.path("errorType").stringValue()).isEqualTo("Function.ResponseSizeTooLarge");
      assertThat(Functions.returned(host, "large", "{\"size\":1000000}").stringValue())
          .hasSize(1_000_000);
    }
  }

  @Test
  void forwardsWhatTheFunctionPrintsWithItsNameAndRequest() throws Exception {
    var lines = new ConcurrentLinkedQueue<String>();
    FunctionLog log = (function, id, line) -> lines.add(function + " " + id + " " + line);
    try (var host = Functions.host(log, Functions.function("talk"))) {
      var request = Functions.request("{\"text\":\"" + "long ".repeat(4000) + "\"}");

      host.invoke("talk", request);

      var start = "talk " + request.requestId() + " to ";
      await()
          .untilAsserted(() ->
              assertThat(lines)
                  .anyMatch(line -> line.startsWith(start + "stdout: long"))
                  .anyMatch(line -> line.startsWith(start + "stderr: long"))
                  .allMatch(line -> line.length() < 8300));
    }
  }

  @Test
  void givesTheEnvironmentThatLambdaGivesAndNothingOfTheServers() throws Exception {
    try (var host = Functions.host(Functions.function("environment"))) {
      var request =
          new InvocationRequest("id-1", "arn:of:it", "{}", "{\"custom\":{\"who\":\"me\"}}");
      var seen =
          JsonText.parse(
              ((InvocationOutcome.Returned) host.invoke("environment", request)).payload());
      var environment = seen.path("environment");

      assertThat(seen.path("requestId").stringValue()).isEqualTo("id-1");
      assertThat(seen.path("arn").stringValue()).isEqualTo("arn:of:it");
      assertThat(seen.path("name").stringValue()).isEqualTo("environment");
      assertThat(seen.path("version").stringValue()).isEqualTo("$LATEST");
      assertThat(seen.path("memory").stringValue()).isEqualTo("256");
      assertThat(seen.path("remaining").intValue()).isBetween(1, 30_000);
      assertThat(seen.path("clientContext")).isEqualTo(JsonText.parse("{\"who\":\"me\"}"));
      assertThat(environment.path("STAGE").stringValue()).isEqualTo("test");
      assertThat(environment.path("AWS_REGION").stringValue()).isEqualTo("eu-central-1");
      assertThat(environment.path("_HANDLER").stringValue()).isEqualTo("app.environment");
      assertThat(environment.path("LAMBDA_TASK_ROOT").stringValue()).endsWith("functions");
      assertThat(environment.path("AWS_LAMBDA_LOG_GROUP_NAME").stringValue())
          .isEqualTo("/aws/lambda/environment");
      assertThat(environment.has("JAVA_HOME")).isFalse();
      assertThat(environment.has("AWS_SECRET_ACCESS_KEY")).isFalse();
    }
  }

  @Test
  void runsAnyCommandThatSpeaksTheRuntimeApi() throws Exception {
    var bootstrap = Functions.command("bootstrap", List.of("/bin/sh", "bootstrap.sh"));
    try (var host = Functions.host(bootstrap)) {
      assertThat(Functions.returned(host, "bootstrap", "{\"n\":1}"))
          .isEqualTo(JsonText.parse("{\"n\":1}"));
      assertThat(Functions.returned(host, "bootstrap", "{\"n\":2}"))
          .isEqualTo(JsonText.parse("{\"n\":2}"));
    }
  }

  @Test
  void reportsACommandThatDoesNotExist() throws Exception {
    try (var host = Functions.host(Functions.command("none", List.of("/no/such/command")))) {
      var error = failed(host.invoke("none", Functions.request("{}")));

      assertThat(error.path("errorMessage").stringValue()).endsWith("exit status 127");
    }
  }

  private static JsonNode failed(InvocationOutcome outcome) {
    assertThat(outcome).isInstanceOf(InvocationOutcome.Failed.class);
    return ((InvocationOutcome.Failed) outcome).payload();
  }
}
