package dev.stateway.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.auth.jwt.TestIssuer;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.api.worker.TemporalConnection;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** Who may do what, over the real thing: AWS's clients, an issuer of tokens, plain HTTP. */
@WithStateway
class AccessIT extends SecuredServer {
  AccessIT(TemporalServer temporal) {
    super(temporal);
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

  @Test
  void theQualifierDecides() {
    releaseOneVersion("released");
    try (var grace = stateway.client(GRACE)) {
      var released = machine("released");
      for (var denied : List.of(released, released + ":2", released + ":TEST")) {
        assertDenied(() -> grace.startExecution(to -> to.stateMachineArn(denied)));
      }
      assertThat(grace.startExecution(to -> to.stateMachineArn(released + ":1")).executionArn())
          .startsWith(PREFIX + "execution:released:");
      var second = route(released + ":2");
      assertDenied(() ->
          grace.createStateMachineAlias(
              to -> to.name("OTHER").routingConfiguration(route(released + ":1"), second)));
      assertDenied(
          () -> grace.deleteStateMachineAlias(a -> a.stateMachineAliasArn(released + ":TEST")));
      grace.createStateMachineAlias(
          to -> to.name("PROD").routingConfiguration(route(released + ":1")));
      assertThat(grace.startExecution(to -> to.stateMachineArn(released + ":PROD")).executionArn())
          .isNotBlank();
      grace.deleteStateMachineAlias(to -> to.stateMachineAliasArn(released + ":PROD"));
    }
  }

  @Test
  void publishingTakesAPermissionOfItsOwn() {
    try (var grace = stateway.client(GRACE)) {
      grace.createStateMachine(
          to -> to.name("unpublished").definition(DEFINITION).roleArn(StatewayServer.ROLE));
      var arn = machine("unpublished");
      grace.updateStateMachine(to -> to.stateMachineArn(arn).definition(DEFINITION + " "));
      assertDenied(() ->
          grace.updateStateMachine(
              to -> to.stateMachineArn(arn).definition(DEFINITION).publish(true)));
      assertDenied(() ->
          grace.createStateMachine(to ->
              to.name("published")
                  .definition(DEFINITION)
                  .roleArn(StatewayServer.ROLE)
                  .publish(true)));
      assertThat(root.describeStateMachine(to -> to.stateMachineArn(arn)).definition())
          .isEqualTo(DEFINITION + " ");
      assertThat(
              root.listStateMachineVersions(to -> to.stateMachineArn(arn)).stateMachineVersions())
          .isEmpty();
    }
  }
}
