package dev.stateway.api.gateway.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stateway.api.testing.PostgresServer;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** API keys and their plans over HTTP; what was used is known after a restart. */
@WithStateway
final class UsagePlansIT {
  private static final Duration TAKEN_UP = Duration.ofSeconds(30);

  private static final String API =
      """
      openapi: 3.0.3
      info: {title: TITLE, version: "1"}
      x-amazon-apigateway-api-key-source: HEADER
      components: {securitySchemes: {key: {type: apiKey, in: header, name: x-api-key}}}
      paths:
        /TITLE/a: {get: &keyed {security: [{key: []}], x-amazon-apigateway-integration: {type: mock, responseParameters: {"200": {"overwrite:header.key": $context.identity.apiKeyId}}}}}
        /TITLE/b: {get: *keyed}
        /TITLE/open: {get: {x-amazon-apigateway-integration: {type: mock}}}
      """;

  private static final String PLANS =
      """
      usagePlans:
        counted:
          quota: {limit: 3, period: MONTH}
          apiStages: [{apiId: planned}]
          apiKeys: [counted]
        fast:
          throttle: {rateLimit: 0.001, burstLimit: 2}
          apiStages: [{apiId: planned, throttle: {"GET /planned/b": {rateLimit: 0.001, burstLimit: 1}}}]
          apiKeys: [fast]
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final TemporalServer temporal;
  private final PostgresServer postgres;

  UsagePlansIT(TemporalServer temporal, PostgresServer postgres) {
    this.temporal = temporal;
    this.postgres = postgres;
  }

  private Map<String, String> settings(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("apis"));
    for (var title : new String[] {"planned", "free"}) {
      Files.writeString(folder.resolve("apis/" + title + ".yaml"), API.replace("TITLE", title));
    }
    Files.writeString(folder.resolve("plans.yaml"), PLANS);
    var identities = new StringBuilder("users:\n");
    Files.writeString(folder.resolve("test"), StatewayServer.API_KEY);
    for (var user : new String[] {"test", "counted", "fast", "unplanned"}) {
      if (!user.equals("test")) {
        Files.writeString(folder.resolve(user), "key-" + user);
      }
      identities.append(
          """
            %1$s:
              policies: [{Version: "2012-10-17", Statement: {Effect: Allow, Action: "*", Resource: "*"}}]
              apiKeys: [{name: %1$s, key: "file:%1$s"}]
              accessKeys: [{id: %1$s, secret: "file:%1$s"}]
          """
              .formatted(user));
    }
    Files.writeString(folder.resolve("identities.yaml"), identities);
    var settings = new HashMap<String, String>();
    settings.put("stateway.data", folder.toString());
    settings.put("stateway.apis", folder.resolve("apis").toString());
    settings.put("stateway.usage-plans", folder.resolve("plans.yaml").toString());
    settings.put("stateway.identities", folder.resolve("identities.yaml").toString());
    settings.put("stateway.task-queue", "usage-plans");
    return settings;
  }

  private StatewayServer start(Map<String, String> settings)
      throws IOException, InterruptedException {
    return StatewayServer.start(temporal.address(), settings).awaitReady();
  }

  private HttpResponse<String> get(StatewayServer server, String path, String key)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(server.endpoint().resolve(path));
    if (!key.isEmpty()) {
      request.header("x-api-key", key);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private int status(StatewayServer server, String path, String key)
      throws IOException, InterruptedException {
    return get(server, path, key).statusCode();
  }

  @Test
  void aQuotaOutlivesARestart(@TempDir Path folder) throws IOException, InterruptedException {
    countsOverARestart(settings(folder));
  }

  @Test
  void aQuotaIsCountedInPostgres(@TempDir Path folder)
      throws IOException, InterruptedException, SQLException {
    var settings = settings(folder);
    settings.put("stateway.database-url", postgres.newDatabase().toString());
    countsOverARestart(settings);
  }

  private void countsOverARestart(Map<String, String> settings)
      throws IOException, InterruptedException {
    try (var server = start(settings)) {
      var first = get(server, "/planned/a", "key-counted");
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(first.headers().firstValue("key")).contains("counted/counted");
      assertThat(status(server, "/planned/b", "key-counted")).isEqualTo(200);
      // What needs no key, or another API, is not counted.
      assertThat(status(server, "/planned/open", "key-counted")).isEqualTo(200);
      assertThat(status(server, "/free/a", "key-counted")).isEqualTo(200);
    }
    try (var server = start(settings)) {
      assertThat(status(server, "/planned/a", "key-counted")).isEqualTo(200);
      for (var i = 0; i < 2; i++) {
        var refused = get(server, "/planned/a", "key-counted");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.body()).isEqualTo("{\"message\":\"Limit Exceeded\"}");
      }
      assertThat(status(server, "/free/a", "key-counted")).isEqualTo(200);
    }
  }

  @Test
  void requestsAtTheSameTimeAreCountedEach(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (var server = start(settings(folder))) {
      var url = server.endpoint().resolve("/planned/a");
      var answers =
          IntStream.range(0, 20)
              .mapToObj(_ ->
                  http.sendAsync(
                      HttpRequest.newBuilder(url).header("x-api-key", "key-counted").build(),
                      HttpResponse.BodyHandlers.discarding()))
              .toList()
              .stream()
              .map(answer -> answer.join().statusCode())
              .toList();
      assertThat(answers).filteredOn(status -> status == 200).hasSize(3);
      assertThat(answers).filteredOn(status -> status == 429).hasSize(17);
    }
  }

  @Test
  void keysAreThrottledAsTheirPlansSay(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (var server = start(settings(folder))) {
      assertThat(status(server, "/planned/a", "")).isEqualTo(403);
      assertThat(status(server, "/planned/a", "guessed")).isEqualTo(403);
      // A good key, of no plan for this API.
      assertThat(get(server, "/planned/a", "key-unplanned").body())
          .isEqualTo("{\"message\":\"Forbidden\"}");
      assertThat(status(server, "/free/a", "key-unplanned")).isEqualTo(200);
      assertThat(status(server, "/planned/a", "key-fast")).isEqualTo(200);
      assertThat(status(server, "/planned/a", "key-fast")).isEqualTo(200);
      var refused = get(server, "/planned/a", "key-fast");
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(status(server, "/planned/b", "key-fast")).isEqualTo(200);
      assertThat(status(server, "/planned/b", "key-fast")).isEqualTo(429);
    }
  }

  @Test
  void plansAreTakenUpWhenTheyChange(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (var server = start(settings(folder))) {
      var file = folder.resolve("plans.yaml");
      Files.writeString(file, "usagePlans: {broken: 1, and: worse}");
      assertThat(status(server, "/planned/a", "key-unplanned")).isEqualTo(403);
      Files.writeString(file, PLANS.replace("apiKeys: [fast]", "apiKeys: [fast, unplanned]"));
      await().atMost(TAKEN_UP).until(() -> status(server, "/planned/a", "key-unplanned") == 200);
    }
  }
}
