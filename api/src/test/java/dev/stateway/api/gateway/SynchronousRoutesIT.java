package dev.stateway.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Routes that answer when the execution has ended. */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SynchronousRoutesIT {
  private final HttpClient http = HttpClient.newHttpClient();
  private final TemporalServer temporal;
  private RoutesServer server;

  SynchronousRoutesIT(TemporalServer temporal) {
    this.temporal = temporal;
  }

  @BeforeAll
  void serve(@TempDir Path apis) throws IOException, InterruptedException {
    server =
        RoutesServer.start(temporal.address(), apis, "synchronous-routes")
            .awaitReady()
            .withMachines();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void aSynchronousStartAnswersWithTheOutput() throws Exception {
    var answer = server.post("/ends/sync", "{\"n\": 2.50}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"n\":2.50}");
    assertThat(server.post("/ends/sync", "").body()).isEqualTo("{}");
  }

  @Test
  void aFailureHasTheStatusOfItsError() throws Exception {
    assertThat(server.post("/ends/sync", "{\"error\": \"Order.Closed\"}").statusCode())
        .isEqualTo(422);
    assertThat(server.post("/ends/sync", "{\"error\": \"HTTP.418\"}").statusCode()).isEqualTo(418);
    var other = server.post("/ends/sync", "{\"error\": \"Other\"}");
    assertThat(other.statusCode()).isEqualTo(500);
    assertThat(RoutesServer.json(other).path("error").asString("")).isEqualTo("Other");
    assertThat(RoutesServer.json(other).has("cause")).isFalse();
    assertThat(server.post("/late", "{}").statusCode()).isEqualTo(504);
  }

  @Test
  void whatTakesLongerIsAccepted() throws Exception {
    var answer = server.post("/ends/sync", "{\"wait\": 3600}");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(RoutesServer.location(answer)).startsWith("/executions/arn%3Aaws%3Astates");
    var described = RoutesServer.json(server.send("GET", RoutesServer.location(answer), "", "-"));
    assertThat(described.path("status").asString("")).isEqualTo("RUNNING");
    var stopped =
        server.send(
            "DELETE", "/ends/" + described.path("name").asString("") + "?why=enough", "", "-");
    assertThat(stopped.statusCode()).isEqualTo(200);
    var ended = RoutesServer.json(server.send("GET", RoutesServer.location(answer), "", "-"));
    assertThat(ended.path("status").asString("")).isEqualTo("ABORTED");
    assertThat(ended.path("cause").asString("")).isEqualTo("enough");
  }

  @Test
  void anIdempotencyKeyMakesOneStartOfMany() throws Exception {
    var key = "a key that is no name: " + UUID.randomUUID();
    var answers =
        IntStream.range(0, 5)
            .mapToObj(_ ->
                CompletableFuture.supplyAsync(() -> {
                  try {
                    return server.send("POST", "/once", "{\"wait\": 1, \"n\": 1}", key);
                  } catch (IOException | InterruptedException failure) {
                    throw new IllegalStateException(failure);
                  }
                }))
            .toList();
    for (var answer : answers) {
      assertThat(answer.join().statusCode()).isEqualTo(200);
      assertThat(answer.join().body()).isEqualTo("{\"wait\":1,\"n\":1}");
    }
    // Also when it has long ended.
    assertThat(server.send("POST", "/once", "{\"wait\": 1, \"n\": 1}", key).statusCode())
        .isEqualTo(200);
    assertThat(server.send("POST", "/once", "{\"n\": 2}", key).statusCode()).isEqualTo(409);
    var first = server.send("POST", "/once/express", "{}", key);
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(server.send("POST", "/once/express", "{}", key).body()).isEqualTo(first.body());
  }

  @Test
  void theOutputCanBeTheAnswer() throws Exception {
    var answer =
        server.post(
            "/proxied",
            """
            {"statusCode": 201, "headers": {"X-Order": "7"}, "body": "made", "cookies": ["a=b"]}
            """);
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("x-order")).contains("7");
    assertThat(answer.headers().firstValue("set-cookie")).contains("a=b");
    assertThat(answer.body()).isEqualTo("made");
    assertThat(server.post("/proxied", "{\"plain\": 1}").body()).isEqualTo("{\"plain\":1}");
    assertThat(server.post("/proxied", "{\"statusCode\": \"x\"}").statusCode()).isEqualTo(502);
    assertThat(server.post("/proxied", "{\"error\": \"HTTP.404\"}").statusCode()).isEqualTo(404);
  }

  @Test
  void answersAreCompressedForWhoWantsIt() throws Exception {
    var text = "x".repeat(5000);
    var request =
        HttpRequest.newBuilder(server.stateway().endpoint().resolve("/ends/sync"))
            .header("Accept-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofString("{\"text\": \"" + text + "\"}"));
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
    assertThat(answer.body().length).isLessThan(1000);
  }
}
