package dev.stateway.api.approval;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.sfn.SfnClient;
import tools.jackson.databind.JsonNode;

/** A server with some people who each have a key: {@code ada-key}, {@code bob-key}, ... */
final class People implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path data;
  private final StatewayServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> executions = new ArrayList<>();

  People(TemporalServer temporal, Map<String, String> more)
      throws IOException, InterruptedException {
    data = Files.createTempDirectory("people");
    for (var name : new String[] {"ada", "bob", "cyd", "eve", "root"}) {
      Files.writeString(data.resolve(name + "-key"), name + "-key");
    }
    Files.writeString(data.resolve("secret"), "secret");
    var identities =
        """
        policies:
          everything:
            Version: "2012-10-17"
            Statement: {Effect: Allow, Action: "*", Resource: "*"}
          people:
            Version: "2012-10-17"
            Statement:
              - {Effect: Allow, Action: ["states:*", "stateway:*", "iam:PassRole"], Resource: "*"}
              - {Effect: Deny, Action: "stateway:DecideApprovalForOthers", Resource: "*"}
        groups:
          finance: {policies: [people]}
        users:
          root: {policies: [everything], apiKeys: [{name: k, key: "file:root-key"}]}
          ada:
            policies: [people]
            accessKeys: [{id: AKIAADA, secret: "file:secret"}]
            apiKeys: [{name: k, key: "file:ada-key"}]
          bob: {policies: [people], apiKeys: [{name: k, key: "file:bob-key"}]}
          cyd: {groups: [finance], apiKeys: [{name: k, key: "file:cyd-key"}]}
          eve: {policies: [people], apiKeys: [{name: k, key: "file:eve-key"}]}
        """;
    var settings = new HashMap<>(more);
    settings.put("stateway.data", data.toString());
    settings.put("stateway.task-queue", "people-" + UUID.randomUUID());
    settings.put(
        "stateway.identities",
        Files.writeString(data.resolve("identities.yaml"), identities).toString());
    server = StatewayServer.start(temporal.address(), settings);
    until("/readyz", "root", answer -> answer.statusCode() == 200);
  }

  StatewayServer server() {
    return server;
  }

  URI endpoint() {
    return server.endpoint();
  }

  Path data() {
    return data;
  }

  /** A client of the Step Functions API that ada uses. */
  SfnClient ada() {
    return server.client(AwsBasicCredentials.create("AKIAADA", "secret"));
  }

  /** Starts an execution, by ada, of a machine with one approval of these arguments. */
  String ask(String arguments, String input) {
    var definition =
        """
        {"StartAt": "Ask", "States": {"Ask": {
          "Type": "Task", "Resource": "arn:stateway:states:::approval:request", "Parameters": %s, "End": true}}}
        """
            .formatted(arguments);
    try (var sfn = ada()) {
      var machine =
          sfn.createStateMachine(request ->
                  request
                      .name("ask-" + UUID.randomUUID())
                      .definition(definition)
                      .roleArn(StatewayServer.ROLE))
              .stateMachineArn();
      return start(sfn, machine, input);
    }
  }

  /** Starts an execution, which ends with this server if not before. */
  String start(SfnClient sfn, String machine, String input) {
    var execution =
        sfn.startExecution(request -> request.stateMachineArn(machine).input(input)).executionArn();
    executions.add(execution);
    return execution;
  }

  /** The id of the first approval of an execution, once it is listed. */
  String approval(String execution) throws IOException, InterruptedException {
    var machine = execution.split(":", -1)[6];
    var path = "/approvals?scope=all&stateMachine=" + machine;
    var list =
        until(path, "root", answer -> !JsonText.parse(answer.body()).path("approvals").isEmpty());
    return JsonText.parse(list.body()).path("approvals").path(0).path("id").asString();
  }

  /** Asks until the answer is as wanted. */
  HttpResponse<String> until(String path, String who, Predicate<HttpResponse<String>> wanted)
      throws IOException, InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var answer = get(path, who);
      if (wanted.test(answer)) {
        return answer;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError(path + " answers " + answer.body());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  HttpResponse<String> get(String path, String who) throws IOException, InterruptedException {
    return send(request(path, who).GET());
  }

  JsonNode json(String path, String who) throws IOException, InterruptedException {
    return JsonText.parse(get(path, who).body());
  }

  HttpResponse<String> post(String path, String who, String body)
      throws IOException, InterruptedException {
    return send(request(path, who).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpRequest.Builder request(String path, String who) {
    return HttpRequest.newBuilder(server.endpoint().resolve(path))
        .header("Authorization", "Bearer " + who + "-key");
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    try (var sfn = ada()) {
      // Others share the Temporal server, but not the worker of this one.
      executions.forEach(arn -> sfn.stopExecution(request -> request.executionArn(arn)));
    }
    server.close();
  }
}
