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
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Routes over the real thing: an HTTP client, executions on Temporal. */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayIT {
  private final HttpClient http = HttpClient.newHttpClient();
  private final TemporalServer temporal;
  private RoutesServer server;

  GatewayIT(TemporalServer temporal) {
    this.temporal = temporal;
  }

  @BeforeAll
  void serve(@TempDir Path apis) throws IOException, InterruptedException {
    server = RoutesServer.start(temporal.address(), apis, "gateway-it").awaitReady().withMachines();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void aStartIsAcceptedAndCanBeFollowed() throws Exception {
    var started = server.post("/ends", "{\"n\": 2.50}");
    assertThat(started.statusCode()).isEqualTo(202);
    assertThat(started.headers().firstValue("apigw-requestid")).isPresent();
    var arn = RoutesServer.json(started).path("executionArn").asString("");
    server.stateway().client().describeExecution(execution -> execution.executionArn(arn));
    var described = server.send("GET", RoutesServer.location(started), "", "-");
    assertThat(described.statusCode()).isEqualTo(200);
    assertThat(RoutesServer.json(described).path("executionArn").asString("")).isEqualTo(arn);
    assertThat(
            RoutesServer.json(server.send("GET", "/executions/" + arn, "", "-"))
                .path("executionArn")
                .asString(""))
        .isEqualTo(arn);
  }

  @Test
  void theSameNameIsAConflictUnlessItIsTheSameStart() throws Exception {
    var name = UUID.randomUUID().toString();
    var first = server.send("POST", "/ends", "{\"wait\": 3600}", name);
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(server.send("POST", "/ends", "{\"wait\": 3600}", name).body())
        .isEqualTo(first.body());
    assertThat(server.send("POST", "/ends", "{\"wait\": 3601}", name).statusCode()).isEqualTo(409);
    assertThat(server.send("DELETE", "/ends/" + name, "", "-").statusCode()).isEqualTo(200);
  }

  @Test
  void theLocationTellsHowAnExecutionGoesOn() throws Exception {
    var arn =
        RoutesServer.json(server.post("/ends", "{\"wait\": 1}")).path("executionArn").asString("");
    var request =
        HttpRequest.newBuilder(server.stateway().endpoint().resolve("/executions/" + arn))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + StatewayServer.API_KEY)
            .build();
    var stream = http.send(request, HttpResponse.BodyHandlers.ofLines());
    assertThat(stream.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/event-stream");
    var lines = stream.body().filter(line -> !line.isBlank() && !line.startsWith(":")).toList();
    assertThat(
            lines.stream()
                .filter(line -> line.startsWith("data:"))
                .map(line -> JsonText.parse(line.substring(5))))
        .extracting(
            data -> data.path("type").asString("end") + " " + data.path("name").asString(""))
        .startsWith(
            "ChoiceStateEntered How",
            "ChoiceStateExited How",
            "WaitStateEntered Wait",
            "WaitStateExited Wait",
            "SucceedStateEntered Done",
            "SucceedStateExited Done");
    assertThat(lines.getLast())
        .startsWith("data:{\"executionArn\":\"" + arn + "\"")
        .contains("SUCCEEDED");
    assertThat(lines).contains("event:execution");
    var none =
        HttpRequest.newBuilder(server.stateway().endpoint().resolve("/executions/" + arn + "x"))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + StatewayServer.API_KEY)
            .build();
    assertThat(http.send(none, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(404);
  }

  @Test
  void wrongRequestsAreRefused() throws Exception {
    assertThat(server.post("/ends", "{").statusCode()).isEqualTo(400);
    assertThat(server.send("POST", "/ends", "{}", "no good*").statusCode()).isEqualTo(400);
    assertThat(server.send("GET", "/ends/none", "", "-").statusCode()).isEqualTo(404);
    assertThat(server.send("GET", "/nowhere", "", "-").body())
        .isEqualTo("{\"message\":\"Not Found\"}");
    var missing = server.post("/missing", "{}");
    assertThat(missing.statusCode()).isEqualTo(500);
    assertThat(missing.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
  }

  @Test
  void awsRoutesAnswerInItsWords() throws Exception {
    var started = server.post("/aws", "{}");
    assertThat(started.statusCode()).isEqualTo(200);
    assertThat(RoutesServer.json(started).path("startDate").isNumber()).isTrue();
    var failed = server.post("/aws/sync", "{\"error\": \"Order.Closed\"}");
    assertThat(failed.statusCode()).isEqualTo(200);
    assertThat(RoutesServer.json(failed).path("status").asString("")).isEqualTo("FAILED");
    assertThat(RoutesServer.json(failed).path("error").asString("")).isEqualTo("Order.Closed");
    assertThat(RoutesServer.json(failed).path("cause").asString("")).isEqualTo("asked for");
    var standard = server.post("/aws/standard", "{}");
    assertThat(standard.statusCode()).isEqualTo(400);
    assertThat(RoutesServer.json(standard).path("__type").asString(""))
        .isEqualTo("StateMachineTypeNotSupported");
  }

  @Test
  void temporalMayBeAway(@TempDir Path apis) throws Exception {
    try (var alone =
        RoutesServer.start("127.0.0.1:" + TemporalServer.freePort(), apis, "nowhere")
            .withMachines()) {
      var answer = alone.post("/ends", "{}");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
  }
}
