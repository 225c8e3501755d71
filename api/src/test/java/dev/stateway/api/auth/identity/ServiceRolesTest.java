package dev.stateway.api.auth.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.auth.AccessRequest;
import dev.stateway.api.auth.Decision.Outcome;
import dev.stateway.api.auth.Permissions;
import dev.stateway.api.auth.Principal;
import dev.stateway.api.auth.Sealer;
import dev.stateway.api.auth.identity.ServiceRoles.Purpose;
import dev.stateway.api.auth.identity.ServiceRoles.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which roles Stateway assumes, and what these may. */
class ServiceRolesTest {
  private static final String ACCOUNT = "111111111111";
  private static final String MACHINE = "arn:aws:states:us-east-1:" + ACCOUNT + ":stateMachine:";
  private static final String FILE =
      """
      unknownRoles: RULE
      roles:
        narrow:
          trust:
            Version: "2012-10-17"
            Statement:
              Effect: Allow
              Action: sts:AssumeRole
              Principal: {Service: states.us-east-1.amazonaws.com}
              Condition: {StringEquals: {"aws:SourceArn": "MACHINEa", "aws:SourceAccount": "111111111111"}}
          policies:
            - {Version: "2012-10-17", Statement: {Effect: Allow, Action: "states:StartExecution", Resource: "*"}}
        gateway:
          trust:
            Version: "2012-10-17"
            Statement: {Effect: Allow, Action: "sts:AssumeRole", Principal: {Service: [apigateway.amazonaws.com, lambda.amazonaws.com]}}
      """;

  @TempDir private Path folder;

  private record Setup(ServiceRoles roles, Permissions permissions) {
    Outcome start(Principal principal) {
      var access = new AccessRequest(principal, "states:StartExecution", MACHINE + "b", Map.of());
      return permissions.decide(access).outcome();
    }
  }

  private Setup setup(String unknown) throws IOException {
    var file =
        Files.writeString(
            folder.resolve("identities.yaml"),
            FILE.replace("RULE", unknown).replace("MACHINE", MACHINE));
    var store =
        new IdentityStore(
            file,
            ACCOUNT,
            Map.of(),
            new Sealer(new SecretKeySpec(new byte[32], "AES"), Sealer.IDENTITIES));
    var permissions = new Permissions(store, Clock.systemUTC());
    return new Setup(new ServiceRoles(store, permissions, Clock.systemUTC()), permissions);
  }

  private static String role(String account, String name) {
    return "arn:aws:iam::" + account + ":role/" + name;
  }

  @Test
  void aRoleIsAssumedForWhatItTrusts() throws IOException {
    var setup = setup("allow");
    var session =
        setup
            .roles()
            .assume(role(ACCOUNT, "narrow"), new Purpose(Service.STATES, MACHINE + "a", "run 1"));
    assertThat(session.arn()).isEqualTo("arn:aws:sts::111111111111:assumed-role/narrow/run-1");
    assertThat(setup.start(session)).isEqualTo(Outcome.ALLOW);
  }

  @ParameterizedTest
  @CsvSource({"narrow, STATES, b", "narrow, API_GATEWAY, a", "gateway, STATES, a"})
  void aRoleIsNotAssumedForWhatItDoesNotTrust(String name, Service service, String machine)
      throws IOException {
    var roles = setup("allow").roles();
    assertThatThrownBy(
            () -> roles.assume(role(ACCOUNT, name), new Purpose(service, MACHINE + machine, "s")))
        .hasMessageContaining("Neither the global service principal " + service.principal());
  }

  @ParameterizedTest
  @CsvSource({"111111111111", "999999999999"})
  void aRoleThatIsNotInTheFileMayEverythingUnlessItSaysOtherwise(String account)
      throws IOException {
    var purpose = new Purpose(Service.STATES, MACHINE + "a", "s");
    var role = role(account, "path/unknown");
    var lax = setup("allow");
    var session = lax.roles().assume(role, purpose);
    assertThat(session.arn()).isEqualTo("arn:aws:sts::" + account + ":assumed-role/unknown/s");
    assertThat(lax.start(session)).isEqualTo(Outcome.ALLOW);
    var strict = setup("refuse");
    assertThatThrownBy(() -> strict.roles().assume(role, purpose))
        .hasMessageContaining("authorized to assume the provided role");
    assertThat(strict.start(session)).isEqualTo(Outcome.IMPLICIT_DENY);
  }

  @Test
  void theRuleHasTwoValues() {
    assertThatThrownBy(() -> setup("maybe"))
        .isInstanceOfSatisfying(
            IdentitiesException.class,
            wrong ->
                assertThat(wrong.problems())
                    .singleElement()
                    .asString()
                    .contains(":1:", "unknownRoles", "must be allow or refuse"));
  }
}
