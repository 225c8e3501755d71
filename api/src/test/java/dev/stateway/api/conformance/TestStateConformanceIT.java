package dev.stateway.api.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tests of states whose answers were recorded on AWS, functions that answer what they did there.
 */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TestStateConformanceIT {
  private static final Path ROOT =
      Path.of(Objects.requireNonNull(System.getProperty("stateway.root")));

  private final TemporalServer temporal;
  private final List<JsonNode> cases = new ArrayList<>();
  private StatewayServer server;

  TestStateConformanceIT(TemporalServer temporal) {
    this.temporal = temporal;
  }

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    var shared = System.getenv("STATEWAY_SHARED");
    var recorded =
        (shared == null ? ROOT.resolve("../shared") : Path.of(shared))
            .resolve("conformance/teststate");
    assumeTrue(Files.isDirectory(recorded), () -> "skipped: there is no " + recorded);
    try (var files = Files.list(recorded)) {
      files.sorted().forEach(file -> read(file).path("cases").forEach(cases::add));
    }
    var routes = Files.writeString(folder.resolve("routes.yaml"), JsonText.write(routes()));
    server =
        StatewayServer.start(
            temporal.address(),
            Map.of(
                "stateway.functions",
                routes.toString(),
                "stateway.task-queue",
                "teststate-conformance"));
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  /** What the functions of the recorded tests answered. */
  private ObjectNode routes() {
    var routes = JsonText.MAPPER.createObjectNode();
    var all = routes.putArray("routes");
    for (var recorded : cases) {
      for (var step : recorded.path("steps")) {
        var result = step.path("expected").path("body").path("inspectionData").path("result");
        if (!result.isMissingNode() && !step.path("request").has("mock")) {
          var definition = JsonText.parse(step.path("request").path("definition").asString());
          if (definition.path("Type").asString("").equals("Task")) {
            var route = all.addObject();
            route.set("resource", definition.path("Resource"));
            // A mock's result is JSON text, as the recorded one mostly is.
            route
                .putObject("mock")
                .put("result", result.isString() ? result.asString() : JsonText.write(result));
          }
        }
      }
    }
    return routes;
  }

  @TestFactory
  Stream<DynamicTest> answersAsRecorded() {
    assertThat(cases).isNotEmpty();
    return cases.stream()
        .map(recorded ->
            DynamicTest.dynamicTest(recorded.path("id").asString(), () -> run(recorded)));
  }

  private void run(JsonNode recorded) throws IOException, InterruptedException {
    var comparison = new RecordedAnswer(recorded);
    for (var step : recorded.path("steps")) {
      var answer = server.call("TestState", JsonText.write(step.path("request")));
      var expected = step.path("expected");
      var body = JsonText.parse(answer.body());
      if (expected.has("error")) {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(body.path("__type")).isEqualTo(expected.at("/error/code"));
        assertThat(
                comparison.matches(
                    expected.at("/error/message").asString(), body.path("message").asString()))
            .as(body + " instead of " + expected)
            .isTrue();
      } else {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(comparison.differences(expected.path("body"), body)).isEmpty();
      }
    }
  }

  private static JsonNode read(Path file) {
    return JsonText.MAPPER.readTree(file.toFile());
  }
}
