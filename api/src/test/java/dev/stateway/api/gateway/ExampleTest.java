package dev.stateway.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.activities.local.LocalResourcesFile;
import dev.stateway.api.gateway.openapi.ImportedApi;
import dev.stateway.api.gateway.openapi.OpenApiImporter;
import dev.stateway.api.gateway.route.BodySchema;
import dev.stateway.translator.JsonText;
import dev.stateway.translator.TranslationResult;
import dev.stateway.translator.Translator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is in {@code examples/process-report} fits together. */
final class ExampleTest {
  private static final Path EXAMPLE = TestSettings.checkout().resolve("examples/process-report");

  private static String read(String name) throws IOException {
    return Files.readString(EXAMPLE.resolve(name));
  }

  private static ImportedApi api() throws IOException {
    return new OpenApiImporter(TestSettings.properties())
        .read(EXAMPLE.resolve("openapi.yaml"), read("openapi.yaml"));
  }

  @Test
  void theRoutesHaveNoProblem() throws IOException {
    assertThat(api().problems()).isEmpty();
    assertThat(api().routes())
        .extracting(route -> route.key().text())
        .containsExactly(
            "POST /processReport", "POST /processReport/sync", "GET /processReport/{id}");
  }

  @Test
  void theSchemaTellsReportsFromOthers() throws IOException {
    for (var route : api().routes().subList(0, 2)) {
      var schema = Objects.requireNonNull(route.rules().bodySchema());
      for (var report : new String[] {"report.json", "small-report.json", "bad-report.json"}) {
        assertThat(schema.violations(JsonText.parse(read(report)))).as(report).isEmpty();
      }
      assertThat(schema.violations(JsonText.parse(read("incomplete-report.json"))))
          .extracting(BodySchema.Violation::pointer)
          .containsExactlyInAnyOrder("/author", "/sections/0/figures/1/amount");
    }
  }

  @Test
  void theStateMachineTranslatesWithoutAWarning() throws IOException {
    assertThat(Translator.translate(read("process-report.asl.json")))
        .isInstanceOfSatisfying(
            TranslationResult.Translated.class,
            translated -> assertThat(translated.warnings()).isEmpty());
  }

  @Test
  void allItCallsRunsOnThisMachine() throws IOException {
    var local = LocalResourcesFile.read(EXAMPLE.resolve("functions.yaml"));
    var definition = read("process-report.asl.json");
    var called = new TreeSet<String>();
    Pattern.compile("\"FunctionName\": \"([^\"]+)\"|:function:([^\"]+)\"")
        .matcher(definition)
        .results()
        .forEach(found -> called.add(found.group(1) == null ? found.group(2) : found.group(1)));
    assertThat(local.functions())
        .extracting(function -> function.name())
        .containsExactlyInAnyOrderElementsOf(called);
    assertThat(local.tasks()).extracting(task -> task.family()).containsExactly("archive-report");
  }

  @Test
  void theHandlersWork() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                "python3", "-m", "unittest", "discover", "-s", EXAMPLE.resolve("tests").toString())
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
