package dev.stateway.api.gateway;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import tools.jackson.databind.JsonNode;

/** Stateway with routes that start, read and stop executions of three state machines. */
final class RoutesServer implements AutoCloseable {
  private static final String MACHINE =
      "arn:aws:states:us-east-1:" + StatewayServer.ACCOUNT + ":stateMachine:";

  /** Ends as its input says. */
  private static final String DEFINITION =
      """
      {"StartAt": "How", "States": {
        "How": {"Type": "Choice", "Default": "Done", "Choices": [
          {"Variable": "$.error", "IsPresent": true, "Next": "Fail"},
          {"Variable": "$.wait", "IsPresent": true, "Next": "Wait"}]},
        "Wait": {"Type": "Wait", "SecondsPath": "$.wait", "Next": "Done"},
        "Fail": {"Type": "Fail", "ErrorPath": "$.error", "Cause": "asked for"},
        "Done": {"Type": "Succeed"}}}
      """;

  private static final String TIMING_OUT =
      """
      {"TimeoutSeconds": 1, "StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 60, "End": true}}}
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final StatewayServer stateway;

  private RoutesServer(StatewayServer stateway) {
    this.stateway = stateway;
  }

  /** Starts it with the route definitions in this folder; its state machines have to be made. */
  static RoutesServer start(String temporalAddress, Path apis, String taskQueue)
      throws IOException {
    Files.writeString(apis.resolve("api.yaml"), api());
    return new RoutesServer(
        StatewayServer.start(
            temporalAddress,
            Map.of("stateway.apis", apis.toString(), "stateway.task-queue", taskQueue)));
  }

  RoutesServer awaitReady() throws IOException, InterruptedException {
    stateway.awaitReady();
    return this;
  }

  RoutesServer withMachines() {
    create("ends", DEFINITION, StateMachineType.STANDARD);
    create("late", TIMING_OUT, StateMachineType.STANDARD);
    create("express", DEFINITION, StateMachineType.EXPRESS);
    return this;
  }

  private static String operation(String subtype, String parameters, String more) {
    return """
          %s
          x-amazon-apigateway-integration:
            type: aws_proxy
            credentials: arn:aws:iam::%s:role/gateway
            payloadFormatVersion: "1.0"
            integrationSubtype: StepFunctions-%s
            timeoutInMillis: 2000
            requestParameters: {%s}
    """
        .formatted(more, StatewayServer.ACCOUNT, subtype, parameters);
  }

  private static String start(String machine) {
    return "StateMachineArn: '"
        + MACHINE
        + machine
        + "', Input: $request.body, Name: $request.header.Idempotency-Key";
  }

  private static final String EXECUTION =
      "ExecutionArn: 'arn:aws:states:us-east-1:"
          + StatewayServer.ACCOUNT
          + ":execution:ends:${request.path.name}'";

  private static String api() {
    return "openapi: 3.0.3\npaths:\n"
        + "  /ends:\n    post:\n"
        + operation("StartExecution", start("ends"), "x-workflow-location: /ends/{name}")
        + "  /ends/sync:\n    post:\n"
        + operation("StartSyncExecution", start("ends"), "x-workflow-errors: {Order.*: 422}")
        + "  /ends/{name}:\n    get:\n"
        + operation("DescribeExecution", EXECUTION, "x-workflow-response: result")
        + "    delete:\n"
        + operation(
            "StopExecution",
            EXECUTION + ", Cause: $request.querystring.why",
            "x-workflow-response: result")
        + "  /late:\n    post:\n"
        + operation("StartSyncExecution", start("late"), "x-workflow-response: result")
        + "  /missing:\n    post:\n"
        + operation("StartExecution", start("missing"), "x-workflow-response: result")
        + "  /once:\n    post:\n"
        + operation(
            "StartSyncExecution",
            "StateMachineArn: '" + MACHINE + "ends', Input: $request.body",
            "x-workflow-response: result")
        + "  /once/express:\n    post:\n"
        + operation(
            "StartExecution",
            "StateMachineArn: '" + MACHINE + "express', Input: $request.body",
            "x-workflow-response: result")
        + "  /proxied:\n    post:\n"
        + operation(
            "StartSyncExecution",
            "StateMachineArn: '" + MACHINE + "ends', Input: $request.body",
            "x-workflow-response: proxy")
        + "  /aws:\n    post:\n"
        + operation("StartExecution", start("ends"), "x-workflow-response: aws")
        + "  /aws/sync:\n    post:\n"
        + operation("StartSyncExecution", start("express"), "x-workflow-response: aws")
        + "  /aws/standard:\n    post:\n"
        + operation("StartSyncExecution", start("ends"), "x-workflow-response: aws");
  }

  private void create(String name, String definition, StateMachineType type) {
    stateway
        .client()
        .createStateMachine(machine ->
            machine.name(name).definition(definition).type(type).roleArn(StatewayServer.ROLE));
  }

  StatewayServer stateway() {
    return stateway;
  }

  HttpResponse<String> send(String method, String path, String body, String name)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(stateway.endpoint().resolve(URI.create(path)))
            .header("Authorization", "Bearer " + StatewayServer.API_KEY)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Idempotency-Key", name)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, body, UUID.randomUUID().toString());
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JsonText.parse(answer.body());
  }

  static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  @Override
  public void close() {
    stateway.close();
  }
}
