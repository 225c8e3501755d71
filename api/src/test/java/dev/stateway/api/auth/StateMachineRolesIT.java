package dev.stateway.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** What the role of a state machine may, its tasks may. */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StateMachineRolesIT {
  private static final String ACCOUNT = StatewayServer.ACCOUNT;
  private static final String PREFIX = "arn:aws:states:us-east-1:" + ACCOUNT + ":";
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:" + ACCOUNT + ":function:";
  private static final Duration LONG = Duration.ofSeconds(60);

  private final TemporalServer temporal;
  private StatewayServer stateway;
  private SfnClient root;

  StateMachineRolesIT(TemporalServer temporal) {
    this.temporal = temporal;
  }

  private static String identities() {
    return """
    users:
      root:
        policies:
          - {Version: "2012-10-17", Statement: {Effect: Allow, Action: "*", Resource: "*"}}
        accessKeys: [{id: AKIAROOT, secret: "file:secret"}]
      maker:
        policies:
          - Version: "2012-10-17"
            Statement:
              - {Effect: Allow, Action: "states:*", Resource: "*"}
              - Effect: Allow
                Action: iam:PassRole
                Resource: "%2$s:role/worker"
                Condition: {StringEquals: {"iam:PassedToService": states.amazonaws.com}}
        accessKeys: [{id: AKIAMAKER, secret: "file:secret"}]
    roles:
      worker:
        trust:
          Version: "2012-10-17"
          Statement:
            Effect: Allow
            Action: sts:AssumeRole
            Principal: {Service: states.amazonaws.com}
            Condition: {ArnLike: {"aws:SourceArn": "%1$sstateMachine:*"}}
        policies:
          - Version: "2012-10-17"
            Statement:
              - {Effect: Allow, Action: "states:StartExecution", Resource: "%1$sstateMachine:child"}
              - {Effect: Allow, Action: "lambda:InvokeFunction", Resource: "%3$sallowed"}
              - {Effect: Allow, Action: "sts:AssumeRole", Resource: "%2$s:role/other"}
      other:
        trust:
          Version: "2012-10-17"
          Statement: {Effect: Allow, Action: "sts:AssumeRole", Principal: {AWS: "%2$s:role/worker"}}
        policies:
          - Version: "2012-10-17"
            Statement: {Effect: Allow, Action: "lambda:InvokeFunction", Resource: "%3$sother"}
      person:
        trust:
          Version: "2012-10-17"
          Statement: {Effect: Allow, Action: "sts:AssumeRole", Principal: {AWS: "%2$s:user/maker"}}
    resourcePolicies:
      - resource: "%1$sstateMachine:expensive"
        policy:
          Version: "2012-10-17"
          Statement: {Sid: Nobody, Effect: Deny, Principal: "*", Action: "states:StartExecution", Resource: "*"}
    """
        .formatted(PREFIX, "arn:aws:iam::" + ACCOUNT, FUNCTION);
  }

  @BeforeAll
  void serve(@TempDir Path folder) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("secret"), "secret");
    var file = Files.writeString(folder.resolve("identities.yaml"), identities());
    stateway =
        StatewayServer.start(
                temporal.address(),
                Map.of(
                    "stateway.identities",
                    file.toString(),
                    "stateway.endpoint-url",
                    "http://127.0.0.1:" + TemporalServer.freePort(),
                    "stateway.task-queue",
                    "roles-it"))
            .awaitReady();
    root = stateway.client(AwsBasicCredentials.create("AKIAROOT", "secret"));
    var pass = "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"End\": true}}}";
    create(root, "child", pass, "worker");
    create(root, "expensive", pass, "worker");
    create(root, "sibling", pass, "worker");
  }

  @AfterAll
  void stop() {
    root.close();
    stateway.close();
  }

  private static String role(String name) {
    return "arn:aws:iam::" + ACCOUNT + ":role/" + name;
  }

  private static String create(SfnClient client, String name, String definition, String role) {
    return client
        .createStateMachine(to -> to.name(name).definition(definition).roleArn(role(role)))
        .stateMachineArn();
  }

  private static void assertDenied(ThrowingCallable call, String text) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SfnException.class,
            error -> {
              assertThat(error.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
              assertThat(error.awsErrorDetails().errorMessage()).contains(text);
            });
  }

  /** How an execution of one task ends. */
  private DescribeExecutionResponse run(String role, String task) throws InterruptedException {
    var definition =
        "{\"StartAt\": \"T\", \"States\": {\"T\": {\"Type\": \"Task\", \"End\": true, "
            + task
            + "}}}";
    var name = "one-" + java.util.UUID.randomUUID();
    var machine = create(root, name, definition, role);
    var execution = root.startExecution(to -> to.stateMachineArn(machine)).executionArn();
    return ended(execution);
  }

  private DescribeExecutionResponse ended(String execution) {
    var executions = stateway.part(dev.stateway.api.execution.Executions.class);
    executions.awaitClosed(execution, LONG).toFuture().join();
    return root.describeExecution(to -> to.executionArn(execution));
  }

  private static String start(String machine) {
    return """
    "Resource": "arn:aws:states:::states:startExecution.sync:2",
    "Parameters": {"StateMachineArn": "%sstateMachine:%s"}
    """
        .formatted(PREFIX, machine);
  }

  @Test
  void theRoleDecidesWhatIsStartedInTurn() throws Exception {
    var child = run("worker", start("child"));
    assertThat(child.statusAsString()).isEqualTo("SUCCEEDED");
    var started = JsonText.parse(child.output()).path("ExecutionArn").stringValue();
    var sibling = run("worker", start("sibling"));
    assertThat(sibling.statusAsString()).isEqualTo("FAILED");
    assertThat(sibling.error()).isEqualTo("StepFunctions.AWSStepFunctionsException");
    assertThat(sibling.cause())
        .startsWith("User: arn:aws:sts::" + ACCOUNT + ":assumed-role/worker/")
        .contains(
            "is not authorized to perform: states:StartExecution on resource: "
                + PREFIX
                + "stateMachine:sibling because no identity-based policy allows the"
                + " states:StartExecution action (Service: AWSStepFunctions; Status Code: 400;"
                + " Error Code: AccessDeniedException; Request ID: ");
    assertThat(started).startsWith(PREFIX + "execution:child:");
  }

  @ParameterizedTest
  @CsvSource({"worker", "unknown"})
  void thePolicyOfTheStateMachineCountsForEveryRole(String role) throws Exception {
    var expensive = run(role, start("expensive"));
    assertThat(expensive.statusAsString()).isEqualTo("FAILED");
    assertThat(expensive.cause()).contains("with an explicit deny in a resource-based policy");
  }

  @Test
  void aRoleThatIsNotKnownMayAllElse() throws Exception {
    assertThat(run("unknown", start("sibling")).statusAsString()).isEqualTo("SUCCEEDED");
  }

  @ParameterizedTest
  @CsvSource({
    // What is allowed gets as far as to AWS, where nobody answers.
    "allowed, '', Lambda.SdkClientException",
    "denied, '', Lambda.AWSLambdaException",
    "other, other, ''",
    "allowed, other, ''",
    "allowed, person, States.TaskFailed"
  })
  void theRoleDecidesWhichFunctionsAreInvoked(String function, String credentials, String error)
      throws Exception {
    var with =
        credentials.isEmpty()
            ? ""
            : ", \"Credentials\": {\"RoleArn\": \"" + role(credentials) + "\"}";
    var ended = run("worker", "\"Resource\": \"" + FUNCTION + function + "\"" + with);
    assertThat(ended.statusAsString()).isEqualTo("FAILED");
    if (!error.isEmpty()) {
      assertThat(ended.error()).isEqualTo(error);
    }
    if (function.equals("denied")) {
      assertThat(ended.cause())
          .contains(
              "is not authorized to perform: lambda:InvokeFunction on resource: "
                  + FUNCTION
                  + "denied because no identity-based policy allows the lambda:InvokeFunction"
                  + " action (Service: AWSLambda; Status Code: 403; Error Code:"
                  + " AccessDeniedException; Request ID: ");
    }
    if (credentials.equals("person")) {
      assertThat(ended.cause())
          .isEqualTo(
              "The role %s is not authorized to assume the task state's role, %s."
                  .formatted(role("worker"), role("person")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:states:::ecs:runTask, ecs:RunTask, ECS.AccessDeniedException, task-definition/job:1",
    "arn:aws:states:::http:invoke, states:InvokeHTTPEndpoint, States.TaskFailed, stateMachine:one-"
  })
  void theRoleDecidesWhatElseIsDoneHere(
      String resource, String action, String error, String deniedOn) throws Exception {
    var ended =
        run(
            "worker",
            """
            "Resource": "%s",
            "Parameters": {%s}
            """
                .formatted(
                    resource,
                    resource.contains("ecs")
                        ? "\"TaskDefinition\": \"job\""
                        : """
                        "ApiEndpoint": "https://example.com", "Method": "GET",
                        "Authentication": {"ConnectionArn": "arn:aws:events:us-east-1:111111111111:connection/c/1"}
                        """));
    assertThat(ended.error()).isEqualTo(error);
    assertThat(ended.cause()).contains("not authorized to perform: " + action, deniedOn);
  }

  @Test
  void whoGivesARoleToAStateMachineMustBeAllowedTo() {
    var pass = "{\"StartAt\": \"P\", \"States\": {\"P\": {\"Type\": \"Pass\", \"End\": true}}}";
    try (var maker = stateway.client(AwsBasicCredentials.create("AKIAMAKER", "secret"))) {
      var made = create(maker, "made", pass, "worker");
      assertDenied(
          () -> create(maker, "other", pass, "unknown"),
          "is not authorized to perform: iam:PassRole on resource: " + role("unknown"));
      assertDenied(
          () ->
              maker.updateStateMachine(
                  to -> to.stateMachineArn(made).definition(pass).roleArn(role("other"))),
          "iam:PassRole");
      assertThat(
              maker
                  .updateStateMachine(to -> to.stateMachineArn(made).definition(pass))
                  .updateDate())
          .isNotNull();
      assertThat(maker.describeStateMachine(to -> to.stateMachineArn(made)).roleArn())
          .isEqualTo(role("worker"));
    }
  }

  @Test
  void aRoleThatIsKnownMustTrustStepFunctions() {
    assertDenied(
        () -> create(root, "trustless", "{\"StartAt\": \"P\"}", "person"),
        "Neither the global service principal states.amazonaws.com, nor the regional one is"
            + " authorized to assume the provided role.");
  }
}
