package dev.stateway.api.approval;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.CompletableFuture;
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
  private final SfnClient sfn;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> executions = new ArrayList<>();

  People(TemporalServer temporal, Map<String, String> more)
      throws IOException, InterruptedException {
    data = Files.createTempDirectory("people");
    for (var name : new String[] {"ada", "bob", "cyd", "eve", "root", "zoe"}) {
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
          zoe: {apiKeys: [{name: k, key: "file:zoe-key"}]}
        """;
    var settings = new HashMap<>(more);
    settings.put("stateway.data", data.toString());
    settings.put("stateway.task-queue", "people-" + UUID.randomUUID());
    settings.put(
        "stateway.identities",
        Files.writeString(data.resolve("identities.yaml"), identities).toString());
    server = StatewayServer.start(temporal.address(), settings);
    sfn = server.client(AwsBasicCredentials.create("AKIAADA", "secret"));
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

  /** Starts an execution, by ada, of a machine with one approval of these arguments. */
  String ask(String arguments, String input) {
    return run(
        """
        {"StartAt": "Ask", "States": {"Ask": {
          "Type": "Task", "Resource": "arn:stateway:states:::approval:request", "Parameters": %s, "End": true}}}
        """
            .formatted(arguments),
        input);
  }

  /** Starts an execution, by ada, of a machine of its own. */
  String run(String definition, String input) {
    return start(machine(definition), input);
  }

  /** Creates a state machine; gives its ARN. */
  String machine(String definition) {
    return sfn.createStateMachine(request ->
            request
                .name("ask-" + UUID.randomUUID())
                .definition(definition)
                .roleArn(StatewayServer.ROLE))
        .stateMachineArn();
  }

  /** Starts an execution, which ends with this server if not before. */
  private String start(String machine, String input) {
    var execution =
        sfn.startExecution(request -> request.stateMachineArn(machine).input(input)).executionArn();
    executions.add(execution);
    return execution;
  }

  /** Waits until an execution has ended in one of these ways. */
  void ended(String execution, String... statuses) throws IOException, InterruptedException {
    await(execution + " ends", () -> !status(execution).equals("RUNNING"));
    assertThat(status(execution)).isIn((Object[]) statuses);
  }

  private String status(String execution) {
    return sfn.describeExecution(request -> request.executionArn(execution)).statusAsString();
  }

  JsonNode output(String execution) {
    return JsonText.parse(
        sfn.describeExecution(request -> request.executionArn(execution)).output());
  }

  void stop(String execution) {
    sfn.stopExecution(request -> request.executionArn(execution));
  }

  void redrive(String execution) {
    sfn.redriveExecution(request -> request.executionArn(execution));
  }

  /** The id of the first approval of an execution, once it is listed. */
  String approval(String execution) throws IOException, InterruptedException {
    return pending(execution, list -> !list.isEmpty()).getFirst();
  }

  /** The ids of so many approvals of a machine's executions, once they are listed. */
  List<String> approvals(String execution, int count) throws IOException, InterruptedException {
    return pending(execution, list -> list.size() == count);
  }

  private List<String> pending(String execution, Predicate<List<String>> wanted)
      throws IOException, InterruptedException {
    var path = "/approvals?scope=all&stateMachine=" + execution.split(":", -1)[6];
    return ids(until(path, "root", answer -> wanted.test(ids(answer))));
  }

  private static List<String> ids(HttpResponse<String> answer) {
    return JsonText.parse(answer.body())
        .path("approvals")
        .valueStream()
        .map(approval -> approval.path("id").asString())
        .toList();
  }

  /** The lines of the audit log with this text, once there are so many. */
  List<JsonNode> audit(String text, int count) throws IOException, InterruptedException {
    await(count + " lines with " + text, () -> auditLines(text).size() >= count);
    return auditLines(text).stream().map(JsonText::parse).toList();
  }

  private List<String> auditLines(String text) throws IOException {
    var lines = new ArrayList<String>();
    try (var files = Files.list(data.resolve("log"))) {
      for (var file : files.sorted().toList()) {
        if (file.getFileName().toString().matches("audit-.*\\.jsonl")) {
          lines.addAll(Files.readAllLines(file));
        }
      }
    }
    return lines.stream().filter(line -> line.contains(text)).toList();
  }

  /** What is asked again and again. */
  interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  /** Asks until it holds. */
  static void await(String what, Condition condition) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("it does not come to it that " + what);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** Asks until the answer is as wanted. */
  HttpResponse<String> until(String path, String who, Predicate<HttpResponse<String>> wanted)
      throws IOException, InterruptedException {
    var last = new ArrayList<HttpResponse<String>>();
    await(
        path + " answers as wanted",
        () -> {
          last.clear();
          last.add(get(path, who));
          return wanted.test(last.getFirst());
        });
    return last.getFirst();
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

  /** Sends an answer under a key, empty for none, and does not wait for what comes back. */
  CompletableFuture<HttpResponse<String>> postLater(
      String path, String who, String body, String key) {
    var request = request(path, who).POST(HttpRequest.BodyPublishers.ofString(body));
    if (!key.isEmpty()) {
      request.header("Idempotency-Key", key);
    }
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
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
    // Others share the Temporal server, but not the worker of this one.
    executions.forEach(this::stop);
    sfn.close();
    server.close();
  }
}
