package dev.stateway.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.model.StsException;

/** Temporary keys, with AWS's own client of the token service. */
@WithStateway
class TokenServiceIT extends SecuredServer {
  TokenServiceIT(TemporalServer temporal) {
    super(temporal);
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
}
