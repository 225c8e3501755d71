package dev.stateway.activities.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.activities.functions.FunctionDefinition.Limits;
import dev.stateway.translator.JsonText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The functions of the tests, with valid defaults. */
public final class Functions {
  /** The Python environment in here is made once for all tests of the build. */
  public static final Path DATA = Path.of("target/test-data").toAbsolutePath();

  private static final Path CODE = Path.of("src/test/resources/functions").toAbsolutePath();

  private Functions() {}

  /** The handler of app.py of this name, with time enough. */
  public static FunctionDefinition function(String handler) {
    return function(handler, limits(Duration.ofSeconds(30), 4));
  }

  static FunctionDefinition function(String handler, Limits limits) {
    return new FunctionDefinition(
        handler,
        FunctionRuntime.PYTHON3,
        "app." + handler,
        CODE,
        List.of(),
        Map.of("STAGE", "test"),
        limits);
  }

  static FunctionDefinition command(String name, List<String> command) {
    return new FunctionDefinition(
        name,
        FunctionRuntime.PROVIDED,
        "",
        CODE,
        command,
        Map.of("TMPDIR", DATA.toString()),
        limits(Duration.ofSeconds(30), 1));
  }

  static FunctionDefinition module(String name, String handler) {
    return new FunctionDefinition(
        name,
        FunctionRuntime.PYTHON3,
        handler,
        CODE,
        List.of(),
        Map.of(),
        limits(Duration.ofSeconds(30), 1));
  }

  static Limits limits(Duration timeout, int concurrency) {
    return new Limits(timeout, concurrency, Duration.ofMillis(200), Duration.ofMinutes(5), 256);
  }

  /** A host of these functions whose lines go nowhere. */
  public static FunctionHost host(FunctionDefinition... functions) {
    return host((_, _, _) -> {}, functions);
  }

  static FunctionHost host(FunctionLog log, FunctionDefinition... functions) {
    return new FunctionHost(
        List.of(functions), new FunctionHost.Settings(DATA, "eu-central-1", System.getenv(), log));
  }

  static InvocationRequest request(String payload) {
    return new InvocationRequest(
        UUID.randomUUID().toString(),
        "arn:aws:lambda:eu-central-1:000000000000:function:tested",
        payload,
        null);
  }

  /** What an invocation with this payload returns. */
  static JsonNode returned(FunctionHost host, String function, String payload)
      throws InterruptedException {
    var outcome = host.invoke(function, Functions.request(payload));
    assertThat(outcome).isInstanceOf(InvocationOutcome.Returned.class);
    return JsonText.parse(((InvocationOutcome.Returned) outcome).payload());
  }
}
