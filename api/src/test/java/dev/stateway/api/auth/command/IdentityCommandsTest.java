package dev.stateway.api.auth.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityCommandsTest {
  private static final String MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:";

  @TempDir private Path data;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void identities() throws IOException {
    Files.writeString(
        data.resolve("identities.yaml"),
        """
        users:
          ada:
            policies:
              - Version: "2012-10-17"
                Statement:
                  - {Sid: Mine, Effect: Allow, Action: "states:*", Resource: "*:red-*"}
                  - Sid: AtHome
                    Effect: Deny
                    Action: "*"
                    Resource: "*"
                    Condition: {NotIpAddress: {"aws:SourceIp": "203.0.113.0/24"}}
        """
            .replace("\"*:red-*\"", "\"arn:aws:states:*:*:stateMachine:red-*\""));
  }

  private int run(String in, String... arguments) {
    printed.reset();
    var commands =
        new IdentityCommands(
            Map.of("STATEWAY_DATA", data.toString()),
            new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(printed, true, StandardCharsets.UTF_8));
    return commands.run(arguments);
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private int simulate(String machine, String... more) {
    var arguments = new java.util.ArrayList<String>();
    arguments.addAll(
        java.util.List.of("policy", "simulate", "ada", "states:StartExecution", MACHINE + machine));
    arguments.addAll(java.util.List.of(more));
    return run("", arguments.toArray(String[]::new));
  }

  @Test
  void explainsADecision() {
    assertThat(simulate("red-a", "aws:SourceIp=203.0.113.1")).isZero();
    assertThat(printed())
        .startsWith("ALLOW: because policy 1 of ada, Mine allows the states:StartExecution action")
        .contains("decided by: policy 1 of ada, Mine");
    assertThat(simulate("red-a", "aws:SourceIp=198.51.100.1")).isEqualTo(1);
    assertThat(printed())
        .startsWith("EXPLICIT_DENY: with an explicit deny in an identity-based policy")
        .contains("decided by: policy 1 of ada, AtHome");
    assertThat(simulate("blue", "aws:SourceIp=203.0.113.1")).isEqualTo(1);
    assertThat(printed()).startsWith("IMPLICIT_DENY: because no identity-based policy allows");
  }

  @Test
  void tellsHowItIsUsed() {
    assertThat(run("", "policy")).isEqualTo(2);
    assertThat(printed()).startsWith("usage: policy simulate PRINCIPAL ACTION RESOURCE");
    assertThat(run("", "policy", "simulate", "eve", "a:b", "*")).isEqualTo(2);
    assertThat(printed()).startsWith("there is no user and no role eve");
    assertThat(IdentityCommands.areArguments("--stateway.port=1")).isFalse();
  }

  @Test
  void sealsSecretsThatTheFileThenMayHold() throws IOException {
    assertThat(run("a secret\n", "identity", "seal")).isZero();
    var sealed = printed().strip();
    assertThat(sealed).startsWith("sealed:").doesNotContain("a secret");
    Files.writeString(
        data.resolve("identities.yaml"),
        "users: {ada: {accessKeys: [{id: AKIAX, secret: \"" + sealed + "\"}]}}");
    assertThat(run("", "identity", "check")).isZero();
    assertThat(printed()).isEqualTo("1 users, 0 roles, 0 groups, 0 issuers: nothing is wrong\n");
    assertThat(run("", "identity", "seal")).isEqualTo(1);
  }

  @Test
  void tellsWhatIsWrong() throws IOException {
    Files.writeString(data.resolve("identities.yaml"), "users: {ada: {roles: [x]}}");
    assertThat(run("", "identity", "check")).isEqualTo(1);
    assertThat(printed()).contains("identities.yaml:1: users.ada.roles: there is no such setting");
  }
}
