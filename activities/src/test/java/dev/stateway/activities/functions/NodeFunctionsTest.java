package dev.stateway.activities.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stateway.translator.JsonText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Node.js handlers under AWS's own runtime client, which the host builds. */
class NodeFunctionsTest {
  private static final List<String> NEEDED = List.of("node", "npm", "cmake", "make", "g++");

  @BeforeAll
  static void needsTheProgramsThatBuildTheClient() {
    var missing = NEEDED.stream().filter(program -> !isInstalled(program)).toList();
    if (!missing.isEmpty()) {
      System.out.println("Skipping the tests of the runtime nodejs: there is no " + missing);
    }
    assumeTrue(missing.isEmpty(), () -> "not installed: " + missing);
  }

  @Test
  void returnsWhatTheHandlerReturns() throws Exception {
    try (var host = Functions.host(function("orders.echo"))) {
      for (var payload :
          List.of("{\"a\":[1,2.5,\"ü\",null]}", "0", "true", "\"text\"", "[]", "null")) {
        assertThat(returned(host, payload)).isEqualTo(JsonText.parse(payload));
      }
    }
  }

  @Test
  void runsAHandlerWithACallbackWhereTheRuntimeClientStillTakesThem() throws Exception {
    assumeTrue(isInstalled("autoreconf") && isInstalled("libtoolize"), "no autotools");
    try (var host = Functions.host(function("legacy.handler"))) {
      switch (host.invoke("tested", Functions.request("{\"n\":21}"))) {
        case InvocationOutcome.Returned(var payload) ->
            assertThat(payload).isEqualTo("{\"doubled\":42}");
        case InvocationOutcome.Failed(var error) ->
            assertThat(error.path("errorType").stringValue())
                .as("what Node.js 24 and later says")
                .isEqualTo("Runtime.CallbackHandlerDeprecated");
        case InvocationOutcome.Throttled() -> fail("Nothing else runs");
      }
    }
  }

  @Test
  void givesTheErrorPayloadOfTheRuntimeClient() throws Exception {
    try (var host = Functions.host(function("orders.refuse"))) {
      var outcome = host.invoke("tested", Functions.request("{\"order\":7}"));

      assertThat(outcome).isInstanceOf(InvocationOutcome.Failed.class);
      var error = ((InvocationOutcome.Failed) outcome).payload();
      assertThat(error.path("errorType").stringValue()).isEqualTo("OrderRefused");
      assertThat(error.path("errorMessage").stringValue()).isEqualTo("Order 7 was refused");
      assertThat(error.path("trace").path(0).stringValue()).contains("Order 7 was refused");
    }
  }

  @Test
  void reportsAModuleThatIsNotThere() throws Exception {
    try (var host = Functions.host(function("nowhere.handler"))) {
      var outcome = host.invoke("tested", Functions.request("{}"));

      assertThat(outcome).isInstanceOf(InvocationOutcome.Failed.class);
      assertThat(((InvocationOutcome.Failed) outcome).payload().path("errorType").stringValue())
          .isEqualTo("Runtime.ImportModuleError");
    }
  }

  @Test
  void seesItsContextInAProcessThatStaysWarm() throws Exception {
    try (var host = Functions.host(function("orders.look"))) {
      var request = Functions.request("{}");
      var first = returned(host, request);
      var second = returned(host, Functions.request("{}"));

      assertThat(first.path("requestId").stringValue()).isEqualTo(request.requestId());
      assertThat(first.path("arn").stringValue()).isEqualTo(request.functionArn());
      assertThat(first.path("name").stringValue()).isEqualTo("tested");
      assertThat(first.path("stage").stringValue()).isEqualTo("test");
      assertThat(first.path("remains").booleanValue()).isTrue();
      assertThat(second.path("pid")).isEqualTo(first.path("pid"));
      assertThat(second.path("calls").intValue()).isEqualTo(2);
    }
  }

  @Test
  void namesTheProgramThatIsMissing(@TempDir Path empty) throws Exception {
    var environment = Map.of("PATH", empty.toString());
    try (var host =
        new FunctionHost(
            List.of(function("orders.echo")),
            new FunctionHost.Settings(empty, "eu-central-1", environment, (_, _, _) -> {}))) {
      assertThat(host.prepare().get("tested")).startsWith("node is not on the PATH");
    }
  }

  private static FunctionDefinition function(String handler) {
    return new FunctionDefinition(
        "tested",
        FunctionRuntime.NODEJS,
        handler,
        Path.of("src/test/resources/functions").toAbsolutePath(),
        List.of(),
        Map.of("STAGE", "test"),
        Functions.limits(Duration.ofSeconds(60), 1));
  }

  private static JsonNode returned(FunctionHost host, String payload) throws InterruptedException {
    return returned(host, Functions.request(payload));
  }

  private static JsonNode returned(FunctionHost host, InvocationRequest request)
      throws InterruptedException {
    var outcome = host.invoke("tested", request);
    assertThat(outcome).isInstanceOf(InvocationOutcome.Returned.class);
    return JsonText.parse(((InvocationOutcome.Returned) outcome).payload());
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
