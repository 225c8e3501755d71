package dev.stateway.api.integrations;

import dev.stateway.activities.aws.Moto;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import tools.jackson.databind.JsonNode;

/** Stateway whose AWS is a moto server behind a front, on a Temporal server. */
final class IntegrationServers implements AutoCloseable {
  private final Moto moto;
  private final AwsFront front;
  private final StatewayServer stateway;
  private final SfnClient client;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, String> known = new LinkedHashMap<>();

  private IntegrationServers(Moto moto, AwsFront front, StatewayServer stateway) {
    this.moto = moto;
    this.front = front;
    this.stateway = stateway;
    // A busy server may ask for patience.
    this.client =
        SfnClient.builder()
            .endpointOverride(stateway.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
  }

  static IntegrationServers start(TemporalServer temporal)
      throws IOException, InterruptedException {
    // What the SDK's default chain finds: moto takes any.
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    var moto = Moto.start();
    var front = new AwsFront(moto.endpoint());
    var local =
        Files.writeString(
            Files.createTempDirectory("integrations").resolve("stateway.yaml"),
            "connections: {web: {apiKey: {name: X-Key, value: k}}}\n");
    var stateway =
        StatewayServer.start(
            temporal.address(),
            Map.of(
                "stateway.endpoint-url",
                front.endpoint().toString(),
                "stateway.http-allow",
                "127.0.0.1",
                "stateway.functions",
                local.toString(),
                "stateway.sdk-jars",
                System.getProperty("stateway.root") + "/activities/target/sdk-jars",
                "stateway.task-queue",
                "integrations-" + UUID.randomUUID()));
    return new IntegrationServers(moto, front, stateway.awaitReady()).prepare();
  }

  private IntegrationServers prepare() throws IOException {
    known.put("WEB", front.address());
    known.put("ROLE", "arn:aws:iam::123456789012:role/jobs");
    for (var step : Integration.file().path("once")) {
      var parameters = Template.fill(step.path("with").toString(), known);
      var answer = call(step.path("call").stringValue(), parameters);
      step.path("keep")
          .propertyStream()
          .forEach(keep ->
              known.put(keep.getKey(), answer.at(keep.getValue().stringValue()).stringValue()));
    }
    return this;
  }

  /** For what tests do at once. */
  ExecutorService threads() {
    return threads;
  }

  /** What all trials know by name. */
  Map<String, String> known() {
    return known;
  }

  /** Calls an action of the services themselves. */
  JsonNode call(String action, String parameters) {
    return moto.call("aws-sdk:" + action, parameters);
  }

  void follow(Script script) {
    front.follow(script);
  }

  SfnClient client() {
    return client;
  }

  <T> T part(Class<T> type) {
    return stateway.part(type);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    client.close();
    stateway.close();
    front.close();
    moto.close();
  }
}
