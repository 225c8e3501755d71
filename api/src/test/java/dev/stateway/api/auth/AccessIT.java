package dev.stateway.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.stateway.api.auth.jwt.TestIssuer;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.translator.JsonText;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.r2dbc.core.DatabaseClient;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.Tag;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;
import tools.jackson.databind.JsonNode;

/** Who may do what, over the real thing: AWS's clients, an issuer of tokens, plain HTTP. */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessIT {
  private static final String ACCOUNT = StatewayServer.ACCOUNT;
  private static final String PREFIX = "arn:aws:states:us-east-1:" + ACCOUNT + ":";
  private static final String DEFINITION =
      "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"End\": true}}}";
  private static final AwsCredentials ADA = AwsBasicCredentials.create("AKIAADA", "secret");
  private static final AwsCredentials ROOT = AwsBasicCredentials.create("AKIAROOT", "secret");

  private final TemporalServer temporal;
  private final HttpClient http = HttpClient.newHttpClient();
  private StatewayServer stateway;
  private TestIssuer issuer;
  private HttpServer aws;
  private Path data;
  private SfnClient root;

  AccessIT(TemporalServer temporal) {
    this.temporal = temporal;
  }

  private String identities() {
    return """
    policies:
      everything:
        Version: "2012-10-17"
        Statement: {Sid: All, Effect: Allow, Action: "*", Resource: "*"}
      team:
        Version: "2012-10-17"
        Statement:
          - Sid: TaggedOnly
            Effect: Allow
            Action: ["states:DescribeStateMachine", "states:StartExecution"]
            Resource: "*"
            Condition: {StringEquals: {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}}
      start-expensive:
        Version: "2012-10-17"
        Statement:
          - {Sid: Start, Effect: Allow, Action: "states:StartExecution", Resource: "%1$sstateMachine:expensive"}
          - {Sid: Look, Effect: Allow, Action: "states:DescribeExecution", Resource: "%1$sexecution:expensive:*"}
    users:
      root:
        policies: [everything]
        accessKeys: [{id: AKIAROOT, secret: "file:secret"}]
        apiKeys: [{name: root, key: "file:root-key"}]
      ada:
        policies: [team]
        tags: {team: red}
        accessKeys:
          - {id: AKIAADA, secret: "file:secret"}
          - {id: AKIAOLD, secret: "file:secret", expires: 2020-01-01T00:00:00Z}
        apiKeys: [{name: ada, key: "file:ada-key"}]
    roles:
      starter:
        policies: [start-expensive]
        trust:
          Version: "2012-10-17"
          Statement:
            - {Effect: Allow, Action: "sts:AssumeRole", Principal: {AWS: "arn:aws:iam::%2$s:user/ada"}}
            - Effect: Allow
              Action: sts:AssumeRoleWithWebIdentity
              Principal: {Federated: "arn:aws:iam::%2$s:oidc-provider/%3$s"}
              Condition: {StringEquals: {"%3$s:sub": ada, "%3$s:aud": reports}}
      administrator:
        policies: [everything]
        trust:
          Version: "2012-10-17"
          Statement: {Effect: Allow, Action: "sts:AssumeRole", Principal: {AWS: "arn:aws:iam::%2$s:user/root"}}
    issuers:
      - issuer: http://%3$s
        audiences: [reports]
        roles: [{claim: groups, value: starters, role: starter}]
    resourcePolicies:
      - resource: "%1$sstateMachine:expensive"
        policy:
          Version: "2012-10-17"
          Statement:
            - Sid: OnlyTheStarter
              Effect: Deny
              Action: "states:StartExecution"
              Resource: "*"
              NotPrincipal: {AWS: "arn:aws:iam::%2$s:role/starter"}
    awsPrincipals:
      - {arn: "arn:aws:sts::999999999999:assumed-role/Deployer/*", role: administrator}
    """
        .formatted(PREFIX, ACCOUNT, issuer.name().replace("http://", ""));
  }

  @BeforeAll
  void serve(@TempDir Path folder) throws IOException, InterruptedException {
    data = folder.resolve("data");
    Files.createDirectories(data);
    issuer = TestIssuer.start();
    aws = standIn();
    Files.writeString(folder.resolve("secret"), "secret");
    Files.writeString(folder.resolve("root-key"), "root-key");
    Files.writeString(folder.resolve("ada-key"), "ada-key");
    var file = Files.writeString(folder.resolve("identities.yaml"), identities());
    stateway =
        StatewayServer.start(
                temporal.address(),
                Map.of(
                    "stateway.identities",
                    file.toString(),
                    "stateway.data",
                    data.toString(),
                    "stateway.aws-identity-endpoint",
                    "http://127.0.0.1:" + aws.getAddress().getPort(),
                    "stateway.task-queue",
                    "access-it"))
            .awaitReady();
    root = stateway.client(ROOT);
    create("expensive", "red");
    create("reds", "red");
    create("blues", "blue");
  }

  private void create(String name, String team) {
    root.createStateMachine(request ->
        request
            .name(name)
            .definition(DEFINITION)
            .roleArn(StatewayServer.ROLE)
            .tags(Tag.builder().key("team").value(team).build()));
  }

  /** What AWS's token service would say to whoever signed with its header. */
  private static HttpServer standIn() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var mine =
              "stateway".equals(exchange.getRequestHeaders().getFirst("x-stateway-server-id"))
                  && exchange.getRequestURI().getRawQuery().contains("X-Amz-Signature=good");
          var body =
              """
              {"GetCallerIdentityResponse": {"GetCallerIdentityResult": {
                "Arn": "arn:aws:sts::999999999999:assumed-role/Deployer/ci"}}}
              """
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(mine ? 200 : 403, mine ? body.length : -1);
          if (mine) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
    return server;
  }

  @AfterAll
  void stop() {
    root.close();
    stateway.close();
    issuer.close();
    aws.stop(0);
  }

  private static String machine(String name) {
    return PREFIX + "stateMachine:" + name;
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(stateway.endpoint().resolve(path));
  }

  private HttpRequest.Builder call(String operation, String body) {
    return to("/")
        .header("Content-Type", "application/x-amz-json-1.0")
        .header("X-Amz-Target", "AWSStepFunctions." + operation)
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static String code(HttpResponse<String> answer) {
    return JsonText.parse(answer.body()).path("__type").asString();
  }

  @Test
  void nothingButHealthAnswersWithoutAKey() throws Exception {
    var answer = send(call("ListStateMachines", "{}"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(code(answer)).isEqualTo("MissingAuthenticationTokenException");
    assertThat(send(to("/approvals")).statusCode()).isEqualTo(401);
    assertThat(send(to("/approvals/a~b~1")).statusCode()).isEqualTo(401);
    assertThat(
            send(to("/approvals/a~b~1/approve").POST(HttpRequest.BodyPublishers.ofString("{}")))
                .statusCode())
        .isEqualTo(401);
    var execution = PREFIX + "execution:expensive:x";
    assertThat(send(to("/executions/" + execution)).statusCode()).isEqualTo(401);
    assertThat(send(to("/executions/" + execution.replace(":", "%3A"))).statusCode())
        .isEqualTo(401);
    assertThat(send(to("/executions/" + execution + "/events")).statusCode()).isEqualTo(401);
    assertThat(send(to("/livez")).statusCode()).isEqualTo(200);
    assertThat(send(to("/readyz")).statusCode()).isEqualTo(200);
  }

  @Test
  void wrongKeysAreRefused() throws Exception {
    var wrong = send(call("ListStateMachines", "{}").header("Authorization", "Bearer nobody"));
    assertThat(code(wrong)).isEqualTo("UnrecognizedClientException");
    assertThat(send(to("/approvals").header("X-Api-Key", "nobody")).statusCode()).isEqualTo(401);
    try (var old = stateway.client(AwsBasicCredentials.create("AKIAOLD", "secret"));
        var other = stateway.client(AwsBasicCredentials.create("AKIAADA", "wrong"))) {
      assertThatThrownBy(old::listStateMachines)
          .isInstanceOfSatisfying(
              SfnException.class,
              error ->
                  assertThat(error.awsErrorDetails().errorCode())
                      .isEqualTo("ExpiredTokenException"));
      assertThatThrownBy(other::listStateMachines)
          .isInstanceOfSatisfying(
              SfnException.class,
              error ->
                  assertThat(error.awsErrorDetails().errorCode())
                      .isEqualTo("InvalidSignatureException"));
    }
  }

  private static void assertDenied(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SfnException.class,
            error ->
                assertThat(error.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
  }

  @Test
  void tagsOfTheResourceDecide() {
    try (var ada = stateway.client(ADA)) {
      assertThat(ada.describeStateMachine(to -> to.stateMachineArn(machine("reds"))).name())
          .isEqualTo("reds");
      assertDenied(() -> ada.describeStateMachine(to -> to.stateMachineArn(machine("blues"))));
      assertDenied(() -> ada.describeStateMachine(to -> to.stateMachineArn(machine("none"))));
      assertDenied(() -> ada.deleteStateMachine(to -> to.stateMachineArn(machine("reds"))));
      assertDenied(ada::listStateMachines);
    }
  }

  private StsClient sts(AwsCredentials credentials) {
    return StsClient.builder()
        .endpointOverride(stateway.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .build();
  }

  private StsClient anonymous() {
    return StsClient.builder()
        .endpointOverride(stateway.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .build();
  }

  private static AwsCredentials session(Credentials credentials) {
    return AwsSessionCredentials.create(
        credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
  }

  private static String role(String name) {
    return "arn:aws:iam::" + ACCOUNT + ":role/" + name;
  }

  @Test
  void onlyTheOneRoleStartsTheExpensiveMachine() {
    assertDenied(() -> root.startExecution(to -> to.stateMachineArn(machine("expensive"))));
    try (var sts = sts(ADA);
        var ada = stateway.client(ADA)) {
      assertDenied(() -> ada.startExecution(to -> to.stateMachineArn(machine("expensive"))));
      var assumed = sts.assumeRole(to -> to.roleArn(role("starter")).roleSessionName("nightly"));
      assertThat(assumed.assumedRoleUser().arn())
          .isEqualTo("arn:aws:sts::" + ACCOUNT + ":assumed-role/starter/nightly");
      try (var starter = stateway.client(session(assumed.credentials()));
          var asStarter = sts(session(assumed.credentials()))) {
        assertThat(asStarter.getCallerIdentity().arn()).isEqualTo(assumed.assumedRoleUser().arn());
        var execution =
            starter.startExecution(to -> to.stateMachineArn(machine("expensive"))).executionArn();
        assertThat(starter.describeExecution(to -> to.executionArn(execution)).stateMachineArn())
            .isEqualTo(machine("expensive"));
        assertDenied(() -> starter.startExecution(to -> to.stateMachineArn(machine("reds"))));
        assertDenied(() -> starter.stopExecution(to -> to.executionArn(execution)));
        assertStartedBy(execution, assumed.assumedRoleUser().arn());
      }
    }
  }

  private void assertStartedBy(String execution, String principal) {
    var connection = stateway.part(TemporalConnection.class);
    var name = execution.substring(execution.lastIndexOf(':') + 1);
    var info =
        connection
            .stubs()
            .blockingStub()
            .describeWorkflowExecution(
                DescribeWorkflowExecutionRequest.newBuilder()
                    .setNamespace(connection.namespace())
                    .setExecution(
                        io.temporal.api.common.v1.WorkflowExecution.newBuilder()
                            .setWorkflowId("expensive:" + name))
                    .build())
            .getWorkflowExecutionInfo();
    assertThat(info.getMemo().getFieldsOrThrow("startedBy").getData().toStringUtf8())
        .isEqualTo("\"" + principal + "\"");
    assertThat(
            info.getSearchAttributes()
                .getIndexedFieldsOrThrow("StatewayStartedBy")
                .getData()
                .toStringUtf8())
        .isEqualTo("\"" + principal + "\"");
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StsException.class,
            error -> assertThat(error.awsErrorDetails().errorCode()).isEqualTo(code));
  }

  @Test
  void aRoleIsAssumedByWhomItTrusts() {
    try (var ada = sts(ADA);
        var asRoot = sts(ROOT);
        var wrong = sts(AwsBasicCredentials.create("AKIAADA", "wrong"))) {
      assertRefused(
          () -> ada.assumeRole(to -> to.roleArn(role("administrator")).roleSessionName("me")),
          "AccessDenied");
      assertRefused(
          () -> ada.assumeRole(to -> to.roleArn(role("none")).roleSessionName("me")),
          "AccessDenied");
      assertRefused(
          () ->
              ada.assumeRole(
                  to -> to.roleArn(role("starter")).roleSessionName("me").durationSeconds(7200)),
          "ValidationError");
      assertRefused(
          () ->
              ada.assumeRole(to ->
                  to.roleArn(role("starter")).roleSessionName("me").policy("{\"Statement\": 1}")),
          "MalformedPolicyDocument");
      assertRefused(() -> wrong.getCallerIdentity(), "SignatureDoesNotMatch");
      var narrow =
          asRoot.assumeRole(to ->
              to.roleArn(role("administrator"))
                  .roleSessionName("reader")
                  .policy(
                      """
                      {"Version": "2012-10-17", "Statement": {
                        "Effect": "Allow", "Action": "states:List*", "Resource": "*"}}
                      """));
      try (var reader = stateway.client(session(narrow.credentials()))) {
        assertThat(reader.listStateMachines().stateMachines()).isNotEmpty();
        assertDenied(() -> reader.describeStateMachine(to -> to.stateMachineArn(machine("reds"))));
      }
    }
  }

  @Test
  void aSessionTokenCannotBeChangedOrLeftOut() {
    try (var ada = sts(ADA)) {
      var credentials = ada.getSessionToken().credentials();
      try (var good = sts(session(credentials));
          var bare =
              sts(
                  AwsBasicCredentials.create(
                      credentials.accessKeyId(), credentials.secretAccessKey()));
          var changed =
              sts(
                  AwsSessionCredentials.create(
                      credentials.accessKeyId(),
                      credentials.secretAccessKey(),
                      "A" + credentials.sessionToken().substring(1)))) {
        assertThat(good.getCallerIdentity().arn())
            .isEqualTo("arn:aws:iam::" + ACCOUNT + ":user/ada");
        assertRefused(() -> bare.getCallerIdentity(), "InvalidClientTokenId");
        assertRefused(() -> changed.getCallerIdentity(), "InvalidClientTokenId");
        assertRefused(() -> good.getSessionToken(), "AccessDenied");
      }
    }
  }

  private String token(String subject, String... groups) {
    var claims = issuer.claims(Instant.now().getEpochSecond()).put("sub", subject);
    var list = claims.putArray("groups");
    List.of(groups).forEach(list::add);
    return TestIssuer.good(claims);
  }

  @Test
  void theTokenOfAnIssuerIsExchangedForKeys() {
    try (var sts = anonymous()) {
      var assumed =
          sts.assumeRoleWithWebIdentity(to ->
              to.roleArn(role("starter")).roleSessionName("ci").webIdentityToken(token("ada")));
      assertThat(assumed.subjectFromWebIdentityToken()).isEqualTo("ada");
      try (var starter = stateway.client(session(assumed.credentials()))) {
        assertThat(
                starter
                    .startExecution(to -> to.stateMachineArn(machine("expensive")))
                    .executionArn())
            .startsWith(PREFIX);
      }
      assertRefused(
          () ->
              sts.assumeRoleWithWebIdentity(to ->
                  to.roleArn(role("starter")).roleSessionName("ci").webIdentityToken(token("eve"))),
          "AccessDenied");
      assertRefused(
          () ->
              sts.assumeRoleWithWebIdentity(to ->
                  to.roleArn(role("starter")).roleSessionName("ci").webIdentityToken("no token")),
          "InvalidIdentityToken");
    }
  }

  @Test
  void theTokenOfAnIssuerStandsForTheRoleOfItsGroups() throws Exception {
    var starter = "Bearer " + token("eve", "others", "starters");
    var start = "{\"stateMachineArn\": \"" + machine("expensive") + "\"}";
    assertThat(send(call("StartExecution", start).header("Authorization", starter)).statusCode())
        .isEqualTo(200);
    var denied =
        send(
            call("StartExecution", start.replace("expensive", "reds"))
                .header("Authorization", starter));
    assertThat(code(denied)).isEqualTo("AccessDeniedException");
    var none =
        send(call("StartExecution", start).header("Authorization", "Bearer " + token("eve")));
    assertThat(code(none)).isEqualTo("AccessDeniedException");
    var expired = TestIssuer.good(issuer.claims(Instant.now().getEpochSecond()).put("exp", 1_000));
    var refused = send(call("StartExecution", start).header("Authorization", "Bearer " + expired));
    assertThat(code(refused)).isEqualTo("UnrecognizedClientException");
  }

  @Test
  void whatIsSomebodyElsesIsDeniedWhetherItIsThereOrNot() throws Exception {
    var theirs = PREFIX.replace(ACCOUNT, "222222222222") + "execution:expensive:x";
    for (var execution : List.of(theirs, PREFIX + "execution:reds:x")) {
      var answer =
          send(
              call("DescribeExecution", "{\"executionArn\": \"" + execution + "\"}")
                  .header("Authorization", "Bearer ada-key"));
      assertThat(code(answer)).isEqualTo("AccessDeniedException");
    }
    assertThat(
            send(to("/executions/" + theirs).header("Authorization", "Bearer ada-key"))
                .statusCode())
        .isEqualTo(403);
    assertThat(send(to("/approvals").header("Authorization", "Bearer ada-key")).statusCode())
        .isEqualTo(403);
    assertThat(send(to("/approvals").header("Authorization", "Bearer root-key")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aTokenLargerThanHeadersMayBeIsRefused() throws Exception {
    var large = "Bearer " + "x".repeat(12_000);
    assertThat(send(to("/approvals").header("Authorization", large)).statusCode()).isEqualTo(431);
  }

  private String exchange(String query, String host) {
    var url = "https://" + host + "/?" + query;
    return "Action=AssumeRoleWithAwsIdentity&Version=2011-06-15&RoleSessionName=ci&RoleArn="
        + role("administrator")
        + "&IdentityUrl="
        + URLEncoder.encode(url, StandardCharsets.UTF_8);
  }

  private static final String PRESIGNED =
      "Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256"
          + "&X-Amz-Credential=A%2F1&X-Amz-Date=20260101T000000Z&X-Amz-Expires=60"
          + "&X-Amz-SignedHeaders=host%3Bx-stateway-server-id&X-Amz-Signature=good";

  private HttpResponse<String> form(String body) throws IOException, InterruptedException {
    return send(
        to("/")
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  @Test
  void anAwsPrincipalIsExchangedForKeys() throws Exception {
    var host = "sts.eu-west-1.amazonaws.com";
    var good = form(exchange(PRESIGNED, host));
    assertThat(good.statusCode()).isEqualTo(200);
    assertThat(good.body()).contains(":assumed-role/administrator/ci</Arn>");
    for (var bad :
        List.of(
            exchange(PRESIGNED, "sts.evil.com"),
            exchange(PRESIGNED, "sts.amazonaws.com.evil.com"),
            exchange(PRESIGNED, "127.0.0.1"),
            exchange(PRESIGNED.replace("%3Bx-stateway-server-id", ""), host),
            exchange(PRESIGNED.replace("Expires=60", "Expires=3600"), host),
            exchange(PRESIGNED.replace("=GetCallerIdentity", "=GetSessionToken"), host),
            exchange(PRESIGNED + "&Action=GetCallerIdentity", host),
            exchange(PRESIGNED + "&Other=1", host),
            exchange(PRESIGNED.replace("=good", "=bad"), host))) {
      var refused = form(bad);
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.body()).contains("<Code>InvalidIdentityToken</Code>");
    }
    var untrusted = form(exchange(PRESIGNED, host).replace("role/administrator", "role/starter"));
    assertThat(untrusted.statusCode()).isEqualTo(403);
  }

  @Test
  void formsThatAreNoCallsGoOn() throws Exception {
    assertThat(form("a=b").statusCode()).isEqualTo(404);
    assertThat(form("Action=Dance&Version=2011-06-15").body())
        .contains("<Code>InvalidAction</Code>");
  }

  private JsonNode awaitAudit(Predicate<JsonNode> wanted) throws Exception {
    var file = data.resolve("log/audit-" + LocalDate.now(ZoneOffset.UTC) + ".jsonl");
    var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < deadline) {
      if (Files.exists(file)) {
        for (var line : Files.readAllLines(file)) {
          var entry = JsonText.parse(line);
          if (wanted.test(entry)) {
            return entry;
          }
        }
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("there is no such entry in " + file);
  }

  @Test
  void whatIsDoneIsWrittenDown() throws Exception {
    var name = "audited-" + UUID.randomUUID();
    create(name, "red");
    var execution = root.startExecution(to -> to.stateMachineArn(machine(name))).executionArn();
    var entry =
        awaitAudit(line ->
            line.path("action").asString("").equals("states:StartExecution")
                && line.path("resource").asString("").equals(machine(name)));
    assertThat(entry.path("principal").asString())
        .isEqualTo("arn:aws:iam::" + ACCOUNT + ":user/root");
    assertThat(entry.path("executionArn").asString()).isEqualTo(execution);
    assertThat(entry.path("decision").asString()).isEqualTo("ALLOW");
    assertThat(entry.path("statement").asString()).isEqualTo("everything, All");
    assertThat(entry.path("sourceIp").asString()).isEqualTo("127.0.0.1");
    assertThat(entry.path("requestId").asString()).isNotBlank();
    try (var ada = stateway.client(ADA)) {
      assertDenied(() -> ada.deleteStateMachine(to -> to.stateMachineArn(machine(name))));
    }
    var denied =
        awaitAudit(line ->
            line.path("action").asString("").equals("states:DeleteStateMachine")
                && line.path("resource").asString("").equals(machine(name)));
    assertThat(denied.path("decision").asString()).isEqualTo("IMPLICIT_DENY");
    assertThat(denied.path("error").asString()).isEqualTo("AccessDeniedException");
    awaitRows(machine(name), 3);
  }

  private void awaitRows(String resource, int wanted) throws InterruptedException {
    var database = stateway.part(DatabaseClient.class);
    var deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    int found;
    do {
      TimeUnit.MILLISECONDS.sleep(50);
      found =
          database
              .sql("SELECT action FROM audit_log WHERE resource = :resource")
              .bind("resource", resource)
              .fetch()
              .all()
              .collectList()
              .toFuture()
              .join()
              .size();
    } while (found < wanted && System.nanoTime() < deadline);
    assertThat(found).isEqualTo(wanted);
  }

  @Test
  void thePrincipalDecidesAnApprovalInTheirOwnName() throws Exception {
    var answer =
        send(
            to("/approvals/a~b~1/approve")
                .header("Authorization", "Bearer ada-key")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("stateway:DecideApproval");
  }
}
