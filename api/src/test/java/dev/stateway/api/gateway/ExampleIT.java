package dev.stateway.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** {@code examples/process-report} from its routes to its container task, with nothing replaced. */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExampleIT {
  private static final Path EXAMPLE = TestSettings.checkout().resolve("examples/process-report");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final HttpClient http = HttpClient.newHttpClient();
  private final TemporalServer temporal;
  private StatewayServer stateway;

  ExampleIT(TemporalServer temporal, StatewayServer shared) {
    this.temporal = temporal;
    this.stateway = shared;
  }

  @BeforeAll
  void deploy() throws IOException, InterruptedException {
    stateway =
        StatewayServer.start(
                temporal.address(),
                Map.of(
                    "stateway.account",
                    "000000000000",
                    "stateway.apis",
                    EXAMPLE.toString(),
                    "stateway.functions",
                    EXAMPLE.resolve("functions.yaml").toString(),
                    "stateway.task-queue",
                    "example-it"))
            .awaitReady();
    var definition = Files.readString(EXAMPLE.resolve("process-report.asl.json"));
    stateway
        .client()
        .createStateMachine(machine ->
            machine
                .name("process-report")
                .definition(definition)
                .roleArn("arn:aws:iam::000000000000:role/process-report"));
  }

  @AfterAll
  void stop() {
    stateway.close();
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(stateway.endpoint().resolve(path))
            .header("Authorization", "Bearer " + StatewayServer.API_KEY)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String file(String name) throws IOException {
    return Files.readString(EXAMPLE.resolve(name));
  }

  private JsonNode until(String path, Predicate<JsonNode> holds)
      throws IOException, InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var answer = JsonText.parse(stateway.get(path).body());
      if (holds.test(answer)) {
        return answer;
      }
      assertThat(System.nanoTime()).as(answer.toString()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Decides the approval of a report that was sent in, and gives what became of the report. */
  private JsonNode decided(String decision, String body) throws IOException, InterruptedException {
    var started = post("/processReport", file("report.json"));
    assertThat(started.statusCode()).isEqualTo(202);
    var arn = JsonText.parse(started.body()).path("executionArn").asString("");
    var approvals =
        until(
            "/approvals",
            list -> list.path("approvals").valueStream().anyMatch(approval -> isOf(approval, arn)));
    var id =
        approvals
            .path("approvals")
            .valueStream()
            .filter(approval -> isOf(approval, arn))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asString("");
    assertThat(post("/approvals/" + id + "/" + decision, body).statusCode()).isEqualTo(200);
    var location = started.headers().firstValue("Location").orElseThrow();
    return until(location, report -> !report.path("status").asString("").equals("RUNNING"));
  }

  private static boolean isOf(JsonNode approval, String execution) {
    return approval.path("executionArn").asString("").equals(execution);
  }

  @Test
  void aSmallReportIsPublishedAtOnce() throws Exception {
    var answer = post("/processReport/sync", file("small-report.json"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var report = JsonText.parse(answer.body());
    assertThat(report.path("totals").path("grand").toString()).isEqualTo("2643.05");
    assertThat(report.path("ledger").path("pages").asInt(0)).isEqualTo(3);
    assertThat(report.path("published").path("sha256").asString("")).hasSize(64);
  }

  @Test
  void aLargeReportIsPublishedWhenApproved() throws Exception {
    var report =
        decided(
            "approve",
            "{\"by\": \"ada\", \"comment\": \"checked\", \"formData\": {\"figuresChecked\":"
                + " true}}");
    assertThat(report.path("status").asString("")).isEqualTo("SUCCEEDED");
    assertThat(report.path("output").path("approval").path("by").asString("")).isEqualTo("ada");
    assertThat(report.path("output").path("totals").path("grand").toString())
        .isEqualTo("155774.67");
  }

  @Test
  void aRejectedReportIsWithdrawn() throws Exception {
    var report = decided("reject", "{\"by\": \"bob\"}");
    assertThat(report.path("status").asString("")).isEqualTo("FAILED");
    assertThat(report.path("error").asString("")).isEqualTo("ReportRejected");
    assertThat(report.path("cause").asString("")).isEqualTo("rejected by bob");
    var archive = Path.of(System.getProperty("java.io.tmpdir"), "process-report-archive");
    assertThat(archive.resolve(report.path("name").asString("") + ".json")).doesNotExist();
  }

  @Test
  void wrongReportsAreRefused() throws Exception {
    var incomplete = post("/processReport", file("incomplete-report.json"));
    assertThat(incomplete.statusCode()).isEqualTo(400);
    assertThat(incomplete.body()).contains("\"pointer\":\"/author\"");
    var bad = post("/processReport/sync", file("bad-report.json"));
    assertThat(bad.statusCode()).as(bad.body()).isEqualTo(422);
    assertThat(JsonText.parse(bad.body()).path("cause").asString(""))
        .contains("the figures make 2052.75");
  }
}
