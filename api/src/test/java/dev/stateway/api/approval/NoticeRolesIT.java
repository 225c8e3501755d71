package dev.stateway.api.approval;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The role of a state machine decides which webhooks its approvals call. */
@WithStateway
class NoticeRolesIT {
  private static final String ROLE = "arn:aws:iam::" + StatewayServer.ACCOUNT + ":role/asker";
  private static final String IDENTITIES =
      """
      users:
        administrator:
          policies:
            - {Version: "2012-10-17", Statement: {Effect: Allow, Action: "*", Resource: "*"}}
          accessKeys: [{id: test, secret: "file:secret"}]
          apiKeys: [{name: test, key: "file:api-key"}]
      roles:
        asker:
          trust:
            Version: "2012-10-17"
            Statement: {Effect: Allow, Action: "sts:AssumeRole", Principal: {Service: states.amazonaws.com}}
          policies:
            - Version: "2012-10-17"
              Statement:
                Effect: Allow
                Action: "states:InvokeHTTPEndpoint"
                Resource: "arn:aws:states:us-east-1:111111111111:stateMachine:asks"
                Condition: {StringEquals: {"states:HTTPMethod": POST}, StringLike: {"states:HTTPEndpoint": "*/allowed"}}
      """;

  private final TemporalServer temporal;
  private final LinkedBlockingQueue<String> called = new LinkedBlockingQueue<>();
  private HttpServer hooks;
  private Path data;
  private StatewayServer stateway;

  NoticeRolesIT(TemporalServer temporal) {
    this.temporal = temporal;
  }

  @BeforeEach
  void serve(@TempDir Path folder) throws IOException, InterruptedException {
    data = folder;
    hooks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hooks.createContext(
        "/",
        exchange -> {
          try (exchange) {
            called.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(200, -1);
          }
        });
    hooks.start();
    Files.writeString(data.resolve("secret"), "test");
    Files.writeString(data.resolve("api-key"), StatewayServer.API_KEY);
    Files.writeString(data.resolve("identities.yaml"), IDENTITIES);
    stateway =
        StatewayServer.start(
                temporal.address(),
                Map.of(
                    "stateway.data",
                    data.toString(),
                    "stateway.identities",
                    data.resolve("identities.yaml").toString(),
                    "stateway.http-allow",
                    "127.0.0.1",
                    "stateway.task-queue",
                    "notice-roles-it"))
            .awaitReady();
  }

  @AfterEach
  void stop() {
    stateway.close();
    hooks.stop(0);
  }

  private String start() {
    var hook = "{\"Webhook\": \"http://127.0.0.1:" + hooks.getAddress().getPort() + "/%s\"}";
    var definition =
        """
        {"StartAt": "Ask", "States": {"Ask": {
          "Type": "Task", "Resource": "arn:stateway:states:::approval:request", "End": true,
          "Parameters": {"Title": "May it?", "Notify": [%s, %s]}}}}
        """
            .formatted(hook.formatted("denied"), hook.formatted("allowed"));
    var machine =
        stateway
            .client()
            .createStateMachine(to -> to.name("asks").definition(definition).roleArn(ROLE))
            .stateMachineArn();
    return stateway.client().startExecution(to -> to.stateMachineArn(machine)).executionArn();
  }

  private JsonNode refusal(String execution) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < deadline) {
      for (var line : auditLines()) {
        var entry = JsonText.parse(line);
        if (entry.path("action").asString("").equals("states:InvokeHTTPEndpoint")
            && entry.path("executionArn").asString("").equals(execution)) {
          return entry;
        }
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("no refusal is written down");
  }

  private List<String> auditLines() throws IOException {
    try (var files = Files.list(data.resolve("log"))) {
      for (var file : files.toList()) {
        if (file.getFileName().toString().startsWith("audit-")) {
          return Files.readAllLines(file);
        }
      }
    }
    return List.of();
  }

  @Test
  void aWebhookThatTheRoleMayNotCallIsNotCalled() throws Exception {
    var execution = start();
    try {
      assertThat(called.poll(60, TimeUnit.SECONDS)).isEqualTo("/allowed");
      var refusal = refusal(execution);
      assertThat(refusal.path("principal").asString())
          .startsWith("arn:aws:sts::" + StatewayServer.ACCOUNT + ":assumed-role/asker/");
      assertThat(refusal.path("resource").asString()).endsWith(":stateMachine:asks");
      assertThat(refusal.path("decision").asString()).isEqualTo("IMPLICIT_DENY");
      assertThat(called).doesNotContain("/denied");
    } finally {
      stateway.client().stopExecution(to -> to.executionArn(execution));
    }
  }
}
