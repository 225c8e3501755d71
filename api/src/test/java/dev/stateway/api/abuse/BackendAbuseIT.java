package dev.stateway.api.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Addresses that routes and tasks must not call, and backends that answer badly. The server may
 * call the host {@code localhost}, and nothing else that is not public.
 */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BackendAbuseIT {
  private static final int TIMEOUT = 1000;

  private final AtomicInteger called = new AtomicInteger();
  private final TemporalServer temporal;
  private final HttpServer backend;
  private StatewayServer stateway;
  private Doors doors;

  BackendAbuseIT(TemporalServer temporal, StatewayServer shared)
      throws IOException, InterruptedException {
    this.temporal = temporal;
    this.stateway = shared;
    this.doors = new Doors(shared);
    this.backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeAll
  void serve(@TempDir Path folder) throws IOException, InterruptedException {
    backend.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    backend.createContext(
        "/redirect",
        exchange -> {
          exchange.getResponseHeaders().add("Location", url("127.0.0.1", "/trap"));
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    backend.createContext("/slow", exchange -> drip(exchange, 1, Duration.ofMillis(100)));
    backend.createContext("/endless", exchange -> drip(exchange, 65_536, Duration.ZERO));
    backend.createContext(
        "/trap",
        exchange -> {
          called.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    backend.start();
    var functions =
        Files.writeString(
            folder.resolve("functions.yaml"),
            "connections: {any: {apiKey: {name: X-Key, value: secret}}}\n");
    stateway =
        StatewayServer.start(
                temporal.address(),
                Map.of(
                    "stateway.functions", functions.toString(),
                    "stateway.http-allow", "localhost",
                    "stateway.task-queue", "abuse-backends"))
            .awaitReady();
    doors = new Doors(stateway);
  }

  @AfterAll
  void stop() {
    stateway.close();
    backend.stop(0);
  }

  private String url(String host, String path) {
    return "http://" + host + ":" + backend.getAddress().getPort() + path;
  }

  private static void drip(HttpExchange exchange, int bytes, Duration pause) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (var out = exchange.getResponseBody()) {
      while (!Thread.interrupted()) {
        out.write(new byte[bytes]);
        out.flush();
        Thread.sleep(pause);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The status of a route that goes there; 400 where there can be no such route. */
  private int throughARoute(String url) throws Exception {
    var definition = JsonText.MAPPER.createObjectNode().put("openapi", "3.0.3");
    definition.putObject("info").put("title", "t").put("version", "1");
    definition
        .withObject("/paths")
        .putObject("/a")
        .putObject("get")
        .putObject("x-amazon-apigateway-integration")
        .put("type", "http_proxy")
        .put("httpMethod", "GET")
        .put("payloadFormatVersion", "1.0")
        .put("timeoutInMillis", TIMEOUT)
        .put("uri", url);
    var imported = doors.importApi(JsonText.write(definition));
    if (imported.statusCode() == 400) {
      return 400;
    }
    var id = JsonText.parse(imported.body()).path("apiId").stringValue();
    var answer = doors.sendOn(doors.request("/_aws/execute-api/" + id + "/a").GET());
    assertThat(doors.manage("DELETE", "/v2/apis/" + id, "").statusCode()).isEqualTo(204);
    return answer.statusCode();
  }

  /** How a task ends that goes there. */
  private JsonNode throughATask(String url) throws Exception {
    var definition = JsonText.MAPPER.createObjectNode().put("StartAt", "T");
    definition
        .withObject("/States/T")
        .put("Type", "Task")
        .put("End", true)
        .put("Resource", "arn:aws:states:::http:invoke")
        .putObject("Parameters")
        .put("ApiEndpoint", url)
        .put("Method", "GET")
        .putObject("Authentication")
        .put("ConnectionArn", "arn:aws:events:us-east-1:111111111111:connection/any/1");
    var machine = JsonText.MAPPER.createObjectNode().put("name", "abuse-" + UUID.randomUUID());
    machine.put("roleArn", StatewayServer.ROLE).put("type", "EXPRESS");
    machine.put("definition", JsonText.write(definition));
    var created = doors.states("CreateStateMachine", JsonText.write(machine));
    if (created.statusCode() != 200) {
      return JsonText.MAPPER.createObjectNode().put("status", "FAILED").put("error", "refused");
    }
    var start =
        JsonText.MAPPER
            .createObjectNode()
            .put("input", "{}")
            .put(
                "stateMachineArn",
                JsonText.parse(created.body()).path("stateMachineArn").stringValue());
    return JsonText.parse(doors.states("StartSyncExecution", JsonText.write(start)).body());
  }

  @TestFactory
  Stream<DynamicTest> backendsAreRefusedOrGivenUp() throws IOException {
    return Recipe.tests(
        "http-task-or-http-proxy",
        recipe -> {
          if (recipe.has("url")) {
            refused(recipe.text("url"));
          } else {
            badBackend(recipe.name());
          }
          doors.stillServes();
        });
  }

  private void refused(String url) throws Exception {
    assertThat(throughARoute(url)).as(url).isIn(400, 502, 503);
    var ended = throughATask(url);
    assertThat(ended.path("status").stringValue()).as(JsonText.write(ended)).isEqualTo("FAILED");
    assertThat(ended.path("output").isMissingNode()).isTrue();
  }

  private void badBackend(String name) throws Exception {
    switch (name) {
      case "redirect-to-metadata" -> {
        assertThat(throughARoute(url("localhost", "/redirect"))).isEqualTo(302);
        assertThat(throughATask(url("localhost", "/redirect")).path("error").stringValue())
            .isEqualTo("States.Http.StatusCode.302");
        assertThat(called).hasValue(0);
      }
      // The address that is looked at is the one connected to: the resolver of the client looks.
      case "dns-rebinding" -> refused(url("127.0.0.1", "/trap"));
      case "slow-backend" -> assertThat(throughARoute(url("localhost", "/slow"))).isEqualTo(504);
      case "endless-backend" -> {
        assertThat(throughARoute(url("localhost", "/endless"))).isEqualTo(502);
        assertThat(throughATask(url("localhost", "/endless")).path("error").stringValue())
            .isEqualTo("States.DataLimitExceeded");
      }
      default -> throw new AssertionError("nobody runs " + name);
    }
  }
}
