package dev.stateway.api.states;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** What tests of state machines make and expect. */
abstract class StateMachineTests {
  static final String DEFINITION =
      """
      {"StartAt": "Only", "States": {"Only": {"Type": "Pass", "End": true}}}
      """;

  final SfnClient sfn;

  StateMachineTests(SfnClient sfn) {
    this.sfn = sfn;
  }

  static String newName() {
    return "machine-" + UUID.randomUUID();
  }

  static CreateStateMachineRequest.Builder machine(String name) {
    return CreateStateMachineRequest.builder().name(name).definition(DEFINITION).roleArn(ROLE);
  }

  String create(String name) {
    return sfn.createStateMachine(machine(name).build()).stateMachineArn();
  }

  static void assertRefused(Runnable call, Class<? extends SfnException> type, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            type,
            refusal -> {
              assertThat(refusal.awsErrorDetails().errorMessage()).isEqualTo(message);
              assertThat(refusal.requestId()).isNotBlank();
            });
  }
}
