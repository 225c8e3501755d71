package dev.stateway.api.gateway.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.TestIdentities;
import dev.stateway.api.testing.WithStateway;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;

/** What the role of a route's integration may, the route does. */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RouteRolesIT {
  private static final String MACHINE = "arn:aws:states:us-east-1:111111111111:stateMachine:";
  private static final String ROUTE =
      """
        /%1$s/{name}:
          post:
            x-amazon-apigateway-integration:
              type: aws_proxy
              integrationSubtype: StepFunctions-StartExecution
              credentials: arn:aws:iam::111111111111:role/%1$s
              requestParameters: {StateMachineArn: "%2$s${request.path.name}"}
      """;

  private static final String ROLES =
      """
      roles:
        router:
          trust:
            Version: "2012-10-17"
            Statement: {Effect: Allow, Action: "sts:AssumeRole", Principal: {Service: apigateway.amazonaws.com}}
          policies:
            - {Version: "2012-10-17", Statement: {Effect: Allow, Action: "states:StartExecution", Resource: "MACHINEcheap"}}
        released:
          trust:
            Version: "2012-10-17"
            Statement: {Effect: Allow, Action: "sts:AssumeRole", Principal: {Service: apigateway.amazonaws.com}}
          policies:
            - Version: "2012-10-17"
              Statement:
                Effect: Allow
                Action: "states:StartExecution"
                Resource: "MACHINEcheap"
                Condition: {StringEquals: {"states:StateMachineQualifier": PROD}}
        worker:
          trust:
            Version: "2012-10-17"
            Statement: {Effect: Allow, Action: "sts:AssumeRole", Principal: {Service: states.amazonaws.com}}
          policies:
            - {Version: "2012-10-17", Statement: {Effect: Allow, Action: "*", Resource: "*"}}
      resourcePolicies:
        - resource: "MACHINEforbidden"
          policy: {Version: "2012-10-17", Statement: {Effect: Deny, Principal: "*", Action: "states:StartExecution", Resource: "*"}}
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final TemporalServer temporal;
  private StatewayServer stateway;

  RouteRolesIT(TemporalServer temporal, StatewayServer shared) {
    this.temporal = temporal;
    this.stateway = shared;
  }

  @BeforeAll
  void serve(@TempDir Path folder) throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("api.yaml"),
        "openapi: 3.0.3\ninfo: {title: roles, version: \"1\"}\npaths:\n"
            + ROUTE.formatted("router", MACHINE)
            + ROUTE.formatted("released", MACHINE)
            + ROUTE.formatted("worker", MACHINE)
            + ROUTE.formatted("unknown", MACHINE));
    var identities = TestIdentities.write(folder, "", ROLES.replace("MACHINE", MACHINE));
    stateway =
        StatewayServer.start(
                temporal.address(),
                Map.of(
                    "stateway.apis", folder.toString(),
                    "stateway.identities", identities.toString(),
                    "stateway.task-queue", "route-roles-it"))
            .awaitReady();
    for (var name : List.of("cheap", "dear", "forbidden")) {
      stateway
          .client()
          .createStateMachine(machine ->
              machine
                  .name(name)
                  .roleArn(StatewayServer.ROLE)
                  .publish(true)
                  .definition(
                      "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"End\":"
                          + " true}}}"));
    }
    stateway
        .client()
        .createStateMachineAlias(alias ->
            alias
                .name("PROD")
                .routingConfiguration(
                    RoutingConfigurationListItem.builder()
                        .stateMachineVersionArn(MACHINE + "cheap:1")
                        .weight(100)
                        .build()));
  }

  @AfterAll
  void stop() {
    stateway.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/router/cheap, 202",
    "/router/dear, 403",
    "/router/cheap:1, 202",
    "/router/cheap:PROD, 202",
    // Its policy allows one alias only.
    "/released/cheap:PROD, 202",
    "/released/cheap:1, 403",
    "/released/cheap, 403",
    // Its policies allow it, but it does not trust API Gateway.
    "/worker/cheap, 403",
    "/unknown/dear, 202",
    "/unknown/forbidden, 403"
  })
  void theRoleDecides(String path, int status) throws Exception {
    var answer =
        http.send(
            HttpRequest.newBuilder(stateway.endpoint().resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
  }
}
