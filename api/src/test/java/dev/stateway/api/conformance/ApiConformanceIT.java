package dev.stateway.api.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Requests whose answers were recorded on AWS; the exceptions file tells which are not met yet, and
 * why.
 */
@WithStateway
class ApiConformanceIT {
  private static final Path ROOT =
      Path.of(Objects.requireNonNull(System.getProperty("stateway.root")));

  private final StatewayServer server;

  ApiConformanceIT(StatewayServer server) {
    this.server = server;
  }

  @TestFactory
  Stream<DynamicTest> answersAsRecorded() throws IOException {
    var shared = System.getenv("STATEWAY_SHARED");
    var folder =
        (shared == null ? ROOT.resolve("../shared") : Path.of(shared)).resolve("conformance/api");
    assumeTrue(Files.isDirectory(folder), () -> "skipped: there is no " + folder);
    var exceptions = exceptions();
    List<JsonNode> cases;
    try (var files = Files.list(folder)) {
      cases = files.sorted().flatMap(file -> read(file).path("cases").valueStream()).toList();
    }
    var ids = cases.stream().map(recorded -> recorded.path("id").asString()).toList();
    assertThat(ids).as("cases of the exceptions file").containsAll(exceptions.keySet());
    return cases.stream()
        .map(recorded -> {
          var id = recorded.path("id").asString();
          return DynamicTest.dynamicTest(id, () -> run(recorded, exceptions.get(id)));
        });
  }

  private void run(JsonNode recorded, @Nullable String exception)
      throws IOException, InterruptedException {
    var differences = new RecordedCase(server, recorded).differences();
    if (exception == null) {
      assertThat(differences).isEmpty();
    } else if (differences.isEmpty()) {
      fail("This case passes: take it out of the exceptions (" + exception + ")");
    }
  }

  private static Map<String, String> exceptions() {
    var exceptions = new LinkedHashMap<String, String>();
    read(ROOT.resolve("api/src/test/resources/conformance/exceptions.json"))
        .forEach(exception ->
            exceptions.put(exception.path("case").asString(), exception.path("reason").asString()));
    return exceptions;
  }

  private static JsonNode read(Path file) {
    return JsonText.MAPPER.readTree(file.toFile());
  }
}
