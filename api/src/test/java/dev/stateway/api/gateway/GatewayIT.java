package dev.stateway.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import tools.jackson.databind.JsonNode;

/** Routes over the real thing: an HTTP client, executions on Temporal. */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayIT {
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
  private final TemporalServer temporal;
  private StatewayServer stateway;

  GatewayIT(TemporalServer temporal, StatewayServer shared) {
    this.temporal = temporal;
    this.stateway = shared;
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

  @BeforeAll
  void serve(@TempDir Path apis) throws IOException, InterruptedException {
    Files.writeString(apis.resolve("api.yaml"), api());
    stateway =
        StatewayServer.start(
                temporal.address(),
                Map.of("stateway.apis", apis.toString(), "stateway.task-queue", "gateway-it"))
            .awaitReady();
    create("ends", DEFINITION, StateMachineType.STANDARD);
    create("late", TIMING_OUT, StateMachineType.STANDARD);
    create("express", DEFINITION, StateMachineType.EXPRESS);
  }

  private void create(String name, String definition, StateMachineType type) {
    stateway
        .client()
        .createStateMachine(machine ->
            machine.name(name).definition(definition).type(type).roleArn(StatewayServer.ROLE));
  }

  @AfterAll
  void stop() {
    stateway.close();
  }

  private HttpResponse<String> send(String method, String path, String body, String name)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(stateway.endpoint().resolve(URI.create(path)))
            .header("Authorization", "Bearer " + StatewayServer.API_KEY)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Idempotency-Key", name)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return send("POST", path, body, UUID.randomUUID().toString());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonText.parse(answer.body());
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  @Test
  void aStartIsAcceptedAndCanBeFollowed() throws Exception {
    var started = post("/ends", "{\"n\": 2.50}");
    assertThat(started.statusCode()).isEqualTo(202);
    assertThat(started.headers().firstValue("apigw-requestid")).isPresent();
    var arn = json(started).path("executionArn").asString("");
    stateway.client().describeExecution(execution -> execution.executionArn(arn));
    var described = send("GET", location(started), "", "-");
    assertThat(described.statusCode()).isEqualTo(200);
    assertThat(json(described).path("executionArn").asString("")).isEqualTo(arn);
    assertThat(json(send("GET", "/executions/" + arn, "", "-")).path("executionArn").asString(""))
        .isEqualTo(arn);
  }

  @Test
  void aSynchronousStartAnswersWithTheOutput() throws Exception {
    var answer = post("/ends/sync", "{\"n\": 2.50}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"n\":2.50}");
    assertThat(post("/ends/sync", "").body()).isEqualTo("{}");
  }

  @Test
  void aFailureHasTheStatusOfItsError() throws Exception {
    assertThat(post("/ends/sync", "{\"error\": \"Order.Closed\"}").statusCode()).isEqualTo(422);
    assertThat(post("/ends/sync", "{\"error\": \"HTTP.418\"}").statusCode()).isEqualTo(418);
    var other = post("/ends/sync", "{\"error\": \"Other\"}");
    assertThat(other.statusCode()).isEqualTo(500);
    assertThat(json(other).path("error").asString("")).isEqualTo("Other");
    assertThat(json(other).has("cause")).isFalse();
    assertThat(post("/late", "{}").statusCode()).isEqualTo(504);
  }

  @Test
  void whatTakesLongerIsAccepted() throws Exception {
    var answer = post("/ends/sync", "{\"wait\": 3600}");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(location(answer)).startsWith("/executions/arn%3Aaws%3Astates");
    var described = json(send("GET", location(answer), "", "-"));
    assertThat(described.path("status").asString("")).isEqualTo("RUNNING");
    var stopped =
        send("DELETE", "/ends/" + described.path("name").asString("") + "?why=enough", "", "-");
    assertThat(stopped.statusCode()).isEqualTo(200);
    var ended = json(send("GET", location(answer), "", "-"));
    assertThat(ended.path("status").asString("")).isEqualTo("ABORTED");
    assertThat(ended.path("cause").asString("")).isEqualTo("enough");
  }

  @Test
  void theSameNameIsAConflictUnlessItIsTheSameStart() throws Exception {
    var name = UUID.randomUUID().toString();
    var first = send("POST", "/ends", "{\"wait\": 3600}", name);
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(send("POST", "/ends", "{\"wait\": 3600}", name).body()).isEqualTo(first.body());
    assertThat(send("POST", "/ends", "{\"wait\": 3601}", name).statusCode()).isEqualTo(409);
    assertThat(send("DELETE", "/ends/" + name, "", "-").statusCode()).isEqualTo(200);
  }

  @Test
  void anIdempotencyKeyMakesOneStartOfMany() throws Exception {
    var key = "a key that is no name: " + UUID.randomUUID();
    var answers =
        java.util.stream.IntStream.range(0, 5)
            .mapToObj(_ ->
                java.util.concurrent.CompletableFuture.supplyAsync(() -> {
                  try {
                    return send("POST", "/once", "{\"wait\": 1, \"n\": 1}", key);
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
    assertThat(send("POST", "/once", "{\"wait\": 1, \"n\": 1}", key).statusCode()).isEqualTo(200);
    assertThat(send("POST", "/once", "{\"n\": 2}", key).statusCode()).isEqualTo(409);
    var first = send("POST", "/once/express", "{}", key);
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(send("POST", "/once/express", "{}", key).body()).isEqualTo(first.body());
  }

  @Test
  void theOutputCanBeTheAnswer() throws Exception {
    var answer =
        post(
            "/proxied",
            """
            {"statusCode": 201, "headers": {"X-Order": "7"}, "body": "made", "cookies": ["a=b"]}
            """);
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("x-order")).contains("7");
    assertThat(answer.headers().firstValue("set-cookie")).contains("a=b");
    assertThat(answer.body()).isEqualTo("made");
    assertThat(post("/proxied", "{\"plain\": 1}").body()).isEqualTo("{\"plain\":1}");
    assertThat(post("/proxied", "{\"statusCode\": \"x\"}").statusCode()).isEqualTo(502);
    assertThat(post("/proxied", "{\"error\": \"HTTP.404\"}").statusCode()).isEqualTo(404);
  }

  @Test
  void theLocationTellsHowAnExecutionGoesOn() throws Exception {
    var arn = json(post("/ends", "{\"wait\": 1}")).path("executionArn").asString("");
    var request =
        HttpRequest.newBuilder(stateway.endpoint().resolve("/executions/" + arn))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + StatewayServer.API_KEY)
            .build();
    var stream = http.send(request, HttpResponse.BodyHandlers.ofLines());
    assertThat(stream.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/event-stream");
    var lines = stream.body().filter(line -> !line.isBlank() && !line.startsWith(":")).toList();
    assertThat(
            lines.stream()
                .filter(line -> line.startsWith("data:"))
                .map(line -> JsonText.parse(line.substring(5))))
        .extracting(
            data -> data.path("type").asString("end") + " " + data.path("name").asString(""))
        .startsWith(
            "ChoiceStateEntered How",
            "ChoiceStateExited How",
            "WaitStateEntered Wait",
            "WaitStateExited Wait",
            "SucceedStateEntered Done",
            "SucceedStateExited Done");
    assertThat(lines.getLast())
        .startsWith("data:{\"executionArn\":\"" + arn + "\"")
        .contains("SUCCEEDED");
    assertThat(lines).contains("event:execution");
    var none =
        HttpRequest.newBuilder(stateway.endpoint().resolve("/executions/" + arn + "x"))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + StatewayServer.API_KEY)
            .build();
    assertThat(http.send(none, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(404);
  }

  @Test
  void answersAreCompressedForWhoWantsIt() throws Exception {
    var text = "x".repeat(5000);
    var request =
        HttpRequest.newBuilder(stateway.endpoint().resolve("/ends/sync"))
            .header("Accept-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofString("{\"text\": \"" + text + "\"}"));
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
    assertThat(answer.body().length).isLessThan(1000);
  }

  @Test
  void wrongRequestsAreRefused() throws Exception {
    assertThat(post("/ends", "{").statusCode()).isEqualTo(400);
    assertThat(send("POST", "/ends", "{}", "no good*").statusCode()).isEqualTo(400);
    assertThat(send("GET", "/ends/none", "", "-").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/nowhere", "", "-").body()).isEqualTo("{\"message\":\"Not Found\"}");
    var missing = post("/missing", "{}");
    assertThat(missing.statusCode()).isEqualTo(500);
    assertThat(missing.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
  }

  @Test
  void awsRoutesAnswerInItsWords() throws Exception {
    var started = post("/aws", "{}");
    assertThat(started.statusCode()).isEqualTo(200);
    assertThat(json(started).path("startDate").isNumber()).isTrue();
    var failed = post("/aws/sync", "{\"error\": \"Order.Closed\"}");
    assertThat(failed.statusCode()).isEqualTo(200);
    assertThat(json(failed).path("status").asString("")).isEqualTo("FAILED");
    assertThat(json(failed).path("error").asString("")).isEqualTo("Order.Closed");
    assertThat(json(failed).path("cause").asString("")).isEqualTo("asked for");
    var standard = post("/aws/standard", "{}");
    assertThat(standard.statusCode()).isEqualTo(400);
    assertThat(json(standard).path("__type").asString(""))
        .isEqualTo("StateMachineTypeNotSupported");
  }

  @Test
  void temporalMayBeAway(@TempDir Path apis) throws Exception {
    Files.writeString(apis.resolve("api.yaml"), api());
    var connected = stateway;
    try (var alone =
        StatewayServer.start(
            "127.0.0.1:" + TemporalServer.freePort(), Map.of("stateway.apis", apis.toString()))) {
      stateway = alone;
      create("ends", DEFINITION, StateMachineType.STANDARD);
      var answer = post("/ends", "{}");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    } finally {
      stateway = connected;
    }
  }
}
