package dev.stateway.api.teststate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InspectionLevel;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.TestExecutionStatus;
import software.amazon.awssdk.services.sfn.model.TestStateRequest;
import software.amazon.awssdk.services.sfn.model.TestStateResponse;

/** Who may test states, as which role, and see which secrets; all of it without Temporal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TestStateAccessIT {
  private static final String ACCOUNT = StatewayServer.ACCOUNT;
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:" + ACCOUNT + ":function:";
  private static final String PASS = "{\"Type\": \"Pass\", \"End\": true}";

  private HttpServer web;
  private StatewayServer stateway;
  private SfnClient tester;
  private SfnClient revealer;
  private SfnClient nobody;
  private Path data;

  private static String identities() {
    return """
    users:
      tester:
        policies:
          - Version: "2012-10-17"
            Statement:
              - {Effect: Allow, Action: "states:TestState", Resource: "*"}
              - Effect: Allow
                Action: iam:PassRole
                Resource: "%1$s:role/worker"
                Condition: {StringEquals: {"iam:PassedToService": states.amazonaws.com}}
        accessKeys: [{id: AKIATESTER, secret: "file:secret"}]
      revealer:
        policies:
          - Version: "2012-10-17"
            Statement:
              - {Effect: Allow, Action: ["states:TestState", "states:RevealSecrets", "iam:PassRole"], Resource: "*"}
        accessKeys: [{id: AKIAREVEALER, secret: "file:secret"}]
      nobody:
        policies:
          - {Version: "2012-10-17", Statement: {Effect: Allow, Action: "states:List*", Resource: "*"}}
        accessKeys: [{id: AKIANOBODY, secret: "file:secret"}]
    roles:
      worker:
        trust:
          Version: "2012-10-17"
          Statement:
            Effect: Allow
            Action: sts:AssumeRole
            Principal: {Service: states.amazonaws.com}
            Condition: {ArnLike: {"aws:SourceArn": "arn:aws:states:us-east-1:%2$s:stateMachine:*"}}
        policies:
          - Version: "2012-10-17"
            Statement: {Effect: Allow, Action: ["states:InvokeHTTPEndpoint", "events:RetrieveConnectionCredentials"], Resource: "*"}
    """
        .formatted("arn:aws:iam::" + ACCOUNT, ACCOUNT);
  }

  private static String connections(Path folder) {
    return """
    connections:
      shop:
        apiKey: {name: X-Key, value: "file:%1$s/key"}
        headers: {X-Tenant: "file:%1$s/tenant"}
    """
        .formatted(folder);
  }

  @BeforeAll
  void serve(@TempDir Path folder) throws IOException {
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var body = "{\"called\": true}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    web.start();
    data = folder.resolve("data");
    Files.writeString(folder.resolve("secret"), "secret");
    Files.writeString(folder.resolve("key"), "very-secret-key");
    Files.writeString(folder.resolve("tenant"), "very-secret-tenant");
    var identities = Files.writeString(folder.resolve("identities.yaml"), identities());
    var functions = Files.writeString(folder.resolve("functions.yaml"), connections(folder));
    stateway =
        StatewayServer.start(
            // Nobody is there: a test of a state needs no Temporal.
            "127.0.0.1:" + TemporalServer.freePort(),
            Map.of(
                "stateway.identities", identities.toString(),
                "stateway.functions", functions.toString(),
                "stateway.data", data.toString(),
                "stateway.http-allow", "127.0.0.1"));
    tester = client("AKIATESTER");
    revealer = client("AKIAREVEALER");
    nobody = client("AKIANOBODY");
  }

  private SfnClient client(String key) {
    return stateway.client(AwsBasicCredentials.create(key, "secret"));
  }

  @AfterAll
  void stop() {
    tester.close();
    revealer.close();
    nobody.close();
    stateway.close();
    web.stop(0);
  }

  private static String role(String name) {
    return "arn:aws:iam::" + ACCOUNT + ":role/" + name;
  }

  private static void assertDenied(ThrowingCallable call, String action) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SfnException.class,
            error -> {
              assertThat(error.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
              assertThat(error.awsErrorDetails().errorMessage()).contains(action);
            });
  }

  private TestStateResponse call(SfnClient client, Consumer<TestStateRequest.Builder> more) {
    var definition =
        """
        {"Type": "Task", "Resource": "arn:aws:states:::http:invoke", "End": true,
         "Parameters": {"ApiEndpoint": "http://127.0.0.1:%d/call", "Method": "POST", "Headers": {"X-Own": "h1"}, "RequestBody": {"n": 1},
           "Authentication": {"ConnectionArn": "arn:aws:events:us-east-1:%s:connection/shop/1"}}}
        """
            .formatted(web.getAddress().getPort(), ACCOUNT);
    return client.testState(r -> {
      r.definition(definition).roleArn(role("worker")).inspectionLevel(InspectionLevel.TRACE);
      more.accept(r);
    });
  }

  @Test
  void onlyWhoMayTestsStates() {
    assertThat(tester.testState(r -> r.definition(PASS)).statusAsString()).isEqualTo("SUCCEEDED");
    assertDenied(() -> nobody.testState(r -> r.definition(PASS)), "states:TestState");
  }

  @Test
  void whoNamesARoleMustBeAllowedToPassIt() {
    assertDenied(
        () -> tester.testState(r -> r.definition(PASS).roleArn(role("other"))), "iam:PassRole");
    // The role of a mocked task does nothing.
    var mocked =
        tester.testState(r ->
            r.definition("{\"Type\": \"Task\", \"Resource\": \"" + FUNCTION + "f\", \"End\": true}")
                .roleArn(role("other"))
                .mock(m -> m.result("1")));
    assertThat(mocked.output()).isEqualTo("1");
  }

  @Test
  void theRoleDecidesWhatTheTaskMay() {
    var answer =
        tester.testState(r ->
            r.definition("{\"Type\": \"Task\", \"Resource\": \"" + FUNCTION + "f\", \"End\": true}")
                .roleArn(role("worker")));
    assertThat(answer.status()).isEqualTo(TestExecutionStatus.FAILED);
    assertThat(answer.cause()).contains("is not authorized to perform: lambda:InvokeFunction");
  }

  @Test
  void theCallIsShownWithoutWhatTheConnectionAdds() {
    var answer = call(tester, _ -> {});
    assertThat(answer.statusAsString()).as(answer.cause()).isEqualTo("SUCCEEDED");
    var request = answer.inspectionData().request();
    assertThat(request.protocol()).isEqualTo("http");
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.url()).endsWith("/call");
    assertThat(request.headers())
        .contains("X-Own: h1")
        .contains("User-Agent: Stateway")
        .doesNotContain("very-secret");
    assertThat(request.body()).isEqualTo("{\"n\":1}");
    var response = answer.inspectionData().response();
    assertThat(response.statusCode()).isEqualTo("200");
    assertThat(response.statusMessage()).isEqualTo("OK");
    assertThat(response.body()).isEqualTo("{\"called\": true}");
    assertThat(
            call(tester, r -> r.inspectionLevel(InspectionLevel.DEBUG)).inspectionData().request())
        .isNull();
  }

  @Test
  void secretsAreRevealedOnlyToWhoMaySeeThem() throws IOException {
    assertDenied(() -> call(tester, r -> r.revealSecrets(true)), "states:RevealSecrets");
    var request = call(revealer, r -> r.revealSecrets(true)).inspectionData().request();
    assertThat(request.headers())
        .contains("X-Key: very-secret-key")
        .contains("X-Tenant: very-secret-tenant");
    // What changes nothing is written down soon after it is answered.
    await()
        .untilAsserted(() -> {
          var entries = audit().lines().map(JsonText::parse).map(Object::toString).toList();
          assertThat(entries)
              .anySatisfy(entry -> assertThat(entry).contains("states:TestState", "user/revealer"))
              .anySatisfy(entry ->
                  assertThat(entry).contains("states:RevealSecrets", "user/tester", "DENY"));
        });
    assertThat(audit()).doesNotContain("very-secret");
  }

  private String audit() throws IOException {
    var lines = new StringBuilder();
    try (var files = Files.list(data.resolve("log"))) {
      for (var file : files.toList()) {
        lines.append(Files.readString(file));
      }
    }
    return lines.toString();
  }
}
