package dev.stateway.api.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.source.YamlDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Holds {@code integrations.yaml} against the table of integrations and the page about them. */
class IntegrationLinesTest {
  private static final Path ROOT = Path.of(System.getProperty("stateway.root", ".."));
  private static final String TABLE = "/dev/stateway/activities/optimised/services.yaml";
  private static final List<String> IN_CODE =
      List.of("apigateway:invoke", "ecs:runTask", "http:invoke", "lambda:invoke");

  private static Map<String, JsonNode> table() throws IOException {
    var actions = new TreeMap<String, JsonNode>();
    try (var file = IntegrationLinesTest.class.getResourceAsStream(TABLE)) {
      new YamlDocument(new String(file.readAllBytes(), StandardCharsets.UTF_8))
          .root()
          .forEachEntry((service, row) ->
              row.path("actions")
                  .forEachEntry((action, its) -> actions.put(service + ":" + action, its)));
    }
    return actions;
  }

  /** The ways in which the page says that an integration can be waited for. */
  private static Set<Way> documented(String action) throws IOException {
    var line =
        Files.readString(ROOT.resolve("docs/integrations.md"))
            .lines()
            .filter(l -> l.matches("\\| .*`" + Pattern.quote(action) + "`.*"))
            .findFirst()
            .orElseThrow();
    var ways = EnumSet.noneOf(Way.class);
    var cells = List.of(line.split("\\|", -1)).iterator();
    // What is before the table's left edge, and the names.
    cells.next();
    cells.next();
    for (var way : List.of(Way.CALL, Way.SYNC, Way.TOKEN)) {
      if (!cells.next().isBlank()) {
        ways.add(way);
      }
    }
    return ways;
  }

  @Test
  void everyIntegrationHasALineOrAReason() throws IOException {
    var all = new TreeSet<>(table().keySet());
    all.addAll(IN_CODE);
    all.add("states:startExecution");
    var lines = new TreeSet<String>();
    for (var integration : Integration.all()) {
      if (!integration.name().startsWith("aws-sdk:")) {
        lines.add(integration.name());
      }
    }
    var reasons = Integration.file().path("exceptions");

    assertThat(lines).doesNotContainAnyElementsOf(reasons.propertyNames());
    lines.addAll(reasons.propertyNames());
    assertThat(lines).isEqualTo(all);
    assertThat(reasons.valueStream()).allMatch(reason -> !reason.asString("").isBlank());
  }

  @TestFactory
  Stream<DynamicTest> everyLineHasWhatIsKnownOfItsIntegration() throws IOException {
    var table = table();
    return Integration.all().stream()
        .map(line ->
            DynamicTest.dynamicTest(
                line.name(),
                () -> {
                  assertThat(line.its("parameters").isObject()).isTrue();
                  assertThat(line.its("answer").isObject()).isTrue();
                  assertThat(line.its("refused").path("error").isString()).isTrue();
                  assertThat(line.its("refused").has("cause")).isTrue();
                  assertThat(line.fault().path("error").isString())
                      .as("the service's fault")
                      .isTrue();
                  var action = table.get(line.name());
                  if (action != null) {
                    assertThat(line.ways()).isEqualTo(ways(action));
                    assertIsOf(line.its("sync"), action.path("sync"));
                  } else if (IN_CODE.contains(line.name())) {
                    assertThat(line.ways()).isEqualTo(documented(line.name()));
                  }
                }));
  }

  private static Set<Way> ways(JsonNode action) {
    var ways = EnumSet.of(Way.CALL);
    if (action.has("sync")) {
      ways.add(Way.SYNC);
    }
    if (action.path("patterns").valueStream().anyMatch(p -> p.asString("").equals("TOKEN"))) {
      ways.add(Way.TOKEN);
    }
    return ways;
  }

  private static void assertIsOf(JsonNode line, JsonNode sync) {
    assertThat(line.isMissingNode()).isEqualTo(sync.isMissingNode());
    if (sync.isMissingNode()) {
      return;
    }
    assertThat(line.propertyNames()).contains("look", "running", "result");
    assertThat(line.has("failed"))
        .as("whether it can fail")
        .isEqualTo(!sync.path("failed").isEmpty());
    assertThat(line.has("cause")).isEqualTo(line.has("failed"));
    assertThat(line.has("stop")).as("whether it can be stopped").isEqualTo(sync.has("stop"));
  }
}
