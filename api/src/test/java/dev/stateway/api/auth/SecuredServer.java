package dev.stateway.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.stateway.api.auth.jwt.TestIssuer;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.Tag;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** A server with users, roles, an issuer and policies, and those who call it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SecuredServer {
  static final String ACCOUNT = StatewayServer.ACCOUNT;
  static final String PREFIX = "arn:aws:states:us-east-1:" + ACCOUNT + ":";
  static final String DEFINITION =
      "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"End\": true}}}";
  static final AwsCredentials ADA = AwsBasicCredentials.create("AKIAADA", "secret");
  static final AwsCredentials GRACE = AwsBasicCredentials.create("AKIAGRACE", "secret");
  static final AwsCredentials ROOT = AwsBasicCredentials.create("AKIAROOT", "secret");

  private final TemporalServer temporal;
  final HttpClient http = HttpClient.newHttpClient();
  StatewayServer stateway;
  TestIssuer issuer;
  private HttpServer aws;
  Path data;
  SfnClient root;

  SecuredServer(TemporalServer temporal) {
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
      releases:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: ["states:StartExecution", "states:DeleteStateMachineAlias", "states:CreateStateMachineAlias"]
            Resource: "%1$sstateMachine:released"
            Condition: {"ForAllValues:StringEquals": {"states:StateMachineQualifier": [PROD, "1"]},
                        "Null": {"states:StateMachineQualifier": "false"}}
          - {Effect: Allow, Action: ["states:CreateStateMachine", "states:UpdateStateMachine", "iam:PassRole"], Resource: "*"}
    users:
      grace:
        policies: [releases]
        accessKeys: [{id: AKIAGRACE, secret: "file:secret"}]
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
                    "secured-server"))
            .awaitReady();
    root = stateway.client(ROOT);
    create("expensive", "red");
    create("reds", "red");
    create("blues", "blue");
  }

  void create(String name, String team) {
    root.createStateMachine(request ->
        request
            .name(name)
            .definition(DEFINITION)
            .roleArn(StatewayServer.ROLE)
            .tags(Tag.builder().key("team").value(team).build()));
  }

  /** A state machine with one version. */
  void releaseOneVersion(String name) {
    create(name, "red");
    root.publishStateMachineVersion(version -> version.stateMachineArn(machine(name)));
  }

  static RoutingConfigurationListItem route(String versionArn) {
    return RoutingConfigurationListItem.builder()
        .stateMachineVersionArn(versionArn)
        .weight(100)
        .build();
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

  static String machine(String name) {
    return PREFIX + "stateMachine:" + name;
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(stateway.endpoint().resolve(path));
  }

  HttpRequest.Builder call(String operation, String body) {
    return to("/")
        .header("Content-Type", "application/x-amz-json-1.0")
        .header("X-Amz-Target", "AWSStepFunctions." + operation)
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  static String code(HttpResponse<String> answer) {
    return JsonText.parse(answer.body()).path("__type").asString();
  }

  static void assertDenied(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SfnException.class,
            error ->
                assertThat(error.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException"));
  }

  StsClient sts(AwsCredentials credentials) {
    return StsClient.builder()
        .endpointOverride(stateway.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .build();
  }

  StsClient anonymous() {
    return StsClient.builder()
        .endpointOverride(stateway.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .build();
  }

  static AwsCredentials session(Credentials credentials) {
    return AwsSessionCredentials.create(
        credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
  }

  static String role(String name) {
    return "arn:aws:iam::" + ACCOUNT + ":role/" + name;
  }

  String token(String subject, String... groups) {
    var claims = issuer.claims(Instant.now().getEpochSecond()).put("sub", subject);
    var list = claims.putArray("groups");
    List.of(groups).forEach(list::add);
    return TestIssuer.good(claims);
  }

  HttpResponse<String> form(String body) throws IOException, InterruptedException {
    return send(
        to("/")
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }
}
