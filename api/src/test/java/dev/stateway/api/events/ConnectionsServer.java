package dev.stateway.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.execution.Executions;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import tools.jackson.databind.JsonNode;

/** A Stateway with a few connections at the most, what its HTTP tasks call, and who may what. */
final class ConnectionsServer implements AutoCloseable {
  /** How many connections there can be. */
  static final int LIMIT = 5;

  private final CalledServer web;
  private final StatewayServer server;

  ConnectionsServer(TemporalServer temporal, Path folder) throws Exception {
    web = new CalledServer();
    server =
        StatewayServer.start(
                temporal.address(),
                Map.of(
                    "stateway.http-allow",
                    "127.0.0.1",
                    "stateway.connection-limit",
                    Integer.toString(LIMIT),
                    "stateway.task-queue",
                    "connections-" + UUID.randomUUID(),
                    "stateway.identities",
                    identities(folder).toString()))
            .awaitReady();
  }

  private static Path identities(Path folder) throws IOException {
    Files.writeString(folder.resolve("test"), "test");
    Files.writeString(folder.resolve("clerk"), "clerk");
    Files.writeString(folder.resolve("api-key"), StatewayServer.API_KEY);
    return Files.writeString(
        folder.resolve("identities.yaml"),
        """
        users:
          administrator:
            policies:
              - {Version: "2012-10-17", Statement: {Effect: Allow, Action: "*", Resource: "*"}}
            accessKeys: [{id: test, secret: "file:test"}]
            apiKeys: [{name: test, key: "file:api-key"}]
          clerk:
            policies:
              - Version: "2012-10-17"
                Statement:
                  - {Effect: Allow, Action: "events:DescribeConnection", Resource: "arn:aws:events:us-east-1:*:connection/shown*"}
            accessKeys: [{id: clerk, secret: "file:clerk"}]
        roles:
          caller:
            trust:
              Version: "2012-10-17"
              Statement: {Effect: Allow, Action: "sts:AssumeRole", Principal: {Service: states.amazonaws.com}}
            policies:
              - Version: "2012-10-17"
                Statement:
                  - {Effect: Allow, Action: "states:InvokeHTTPEndpoint", Resource: "*"}
                  - {Effect: Allow, Action: "events:RetrieveConnectionCredentials", Resource: "arn:aws:events:us-east-1:*:connection/shop/*"}
        """);
  }

  StatewayServer server() {
    return server;
  }

  CalledServer web() {
    return web;
  }

  EventBridgeClient client(String user) {
    return EventBridgeClient.builder()
        .endpointOverride(server.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(user, user)))
        .build();
  }

  /** What an execution results in whose one task calls with this connection. */
  JsonNode call(String connectionArn) {
    var ended = ended(StatewayServer.ROLE, connectionArn);
    assertThat(ended.statusAsString()).as(ended.cause()).isEqualTo("SUCCEEDED");
    return JsonText.parse(ended.output());
  }

  /** How an execution ends whose one task calls with this connection. */
  DescribeExecutionResponse ended(String role, String connectionArn) {
    var sfn = server.client();
    var machine =
        sfn.createStateMachine(r ->
                r.name("call-" + UUID.randomUUID())
                    .roleArn(role)
                    .definition(
                        """
                        {"StartAt": "Call", "States": {"Call": {"Type": "Task", "End": true,
                          "Resource": "arn:aws:states:::http:invoke",
                          "Parameters": {"ApiEndpoint": "%s", "Method": "POST", "RequestBody": {"n": 1},
                            "Authentication": {"ConnectionArn": "%s"}}}}}
                        """
                            .formatted(web.url("/call"), connectionArn)))
            .stateMachineArn();
    var execution = sfn.startExecution(r -> r.stateMachineArn(machine)).executionArn();
    server.part(Executions.class).awaitClosed(execution, Duration.ofSeconds(60)).toFuture().join();
    return sfn.describeExecution(r -> r.executionArn(execution));
  }

  @Override
  public void close() {
    server.close();
    web.close();
  }
}
