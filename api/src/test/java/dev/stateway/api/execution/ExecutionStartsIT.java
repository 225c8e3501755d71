package dev.stateway.api.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.WithStateway;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.StateMachineTypeNotSupportedException;
import software.amazon.awssdk.services.sfn.model.SyncExecutionStatus;

/** How executions are started, and which are refused. */
@WithStateway
class ExecutionStartsIT extends ExecutionTests {
  ExecutionStartsIT(StatewayServer server) {
    super(server);
  }

  @Test
  void takesNoInputAsAnEmptyObject() {
    var started = sfn.startExecution(r -> r.stateMachineArn(machine(PASS)));

    assertThat(ended(started.executionArn()).input()).isEqualTo("{}");
  }

  @Test
  void answersTheSameStartAgainTheSameWhileItRuns() {
    var machine = machine(WAIT);
    var name = UUID.randomUUID().toString();

    var first = sfn.startExecution(r -> r.stateMachineArn(machine).name(name).input("{}"));
    var again = sfn.startExecution(r -> r.stateMachineArn(machine).name(name).input("{}"));

    assertThat(again.executionArn()).isEqualTo(first.executionArn());
    assertThat(again.startDate()).isEqualTo(first.startDate());
    assertThatThrownBy(
            () -> sfn.startExecution(r -> r.stateMachineArn(machine).name(name).input("[]")))
        .isInstanceOfSatisfying(
            ExecutionAlreadyExistsException.class,
            refusal ->
                assertThat(refusal.awsErrorDetails().errorMessage())
                    .isEqualTo("Execution Already Exists: '" + first.executionArn() + "'"));
    sfn.stopExecution(r -> r.executionArn(first.executionArn()));
    assertThatThrownBy(
            () -> sfn.startExecution(r -> r.stateMachineArn(machine).name(name).input("{}")))
        .isInstanceOf(ExecutionAlreadyExistsException.class);
  }

  @Test
  void refusesWrongStarts() {
    var machine = machine(PASS);

    assertThatThrownBy(() -> sfn.startExecution(r -> r.stateMachineArn(machine).input("not json")))
        .isInstanceOfSatisfying(
            InvalidExecutionInputException.class,
            refusal ->
                assertThat(refusal.awsErrorDetails().errorMessage())
                    .isEqualTo(
                        "Invalid State Machine Execution Input: 'Unrecognized token 'not': was"
                            + " expecting (JSON String, Number, Array, Object or token 'null',"
                            + " 'true' or 'false')'"));
    assertThatThrownBy(() -> sfn.startExecution(r -> r.stateMachineArn(machine).input("{} {}")))
        .isInstanceOf(InvalidExecutionInputException.class);
    assertThatThrownBy(() ->
            sfn.startExecution(
                r -> r.stateMachineArn(machine).input("\"" + "é".repeat(140_000) + "\"")))
        .isInstanceOf(InvalidExecutionInputException.class);
    assertThatThrownBy(() -> sfn.startExecution(r -> r.stateMachineArn(machine).name("a/b")))
        .isInstanceOf(InvalidNameException.class);
    assertThatThrownBy(() -> sfn.startExecution(r -> r.stateMachineArn(machine + "x")))
        .isInstanceOf(StateMachineDoesNotExistException.class);
    assertThatThrownBy(() -> sfn.startExecution(r -> r.stateMachineArn("arn:aws:states")))
        .isInstanceOf(InvalidArnException.class);
  }

  @Test
  void runsExpressMachinesToTheirEndInOneCall() {
    var machine = machine(PASS, StateMachineType.EXPRESS);

    var answer = sfn.startSyncExecution(r -> r.stateMachineArn(machine).name("once").input("[1]"));
    var again = sfn.startSyncExecution(r -> r.stateMachineArn(machine).name("once").input("[1]"));

    assertThat(answer.status()).isEqualTo(SyncExecutionStatus.SUCCEEDED);
    assertThat(answer.output()).isEqualTo("{\"was\":[1]}");
    assertThat(answer.executionArn())
        .startsWith(machine.replace(":stateMachine:", ":express:") + ":once:");
    assertThat(answer.name()).isEqualTo("once");
    assertThat(answer.stopDate()).isAfterOrEqualTo(answer.startDate());
    assertThat(answer.billingDetails().billedDurationInMilliseconds() % 100).isZero();
    assertThat(again.executionArn()).isNotEqualTo(answer.executionArn());
  }

  @Test
  void answersFailuresOfExpressMachinesAsAnswers() {
    var answer =
        sfn.startSyncExecution(
            r -> r.stateMachineArn(machine(FAIL, StateMachineType.EXPRESS)).input("{}"));

    assertThat(answer.status()).isEqualTo(SyncExecutionStatus.FAILED);
    assertThat(answer.error()).isEqualTo("No");
    assertThat(answer.cause()).isEqualTo("not today");
  }

  @Test
  void keepsTheTypesApart() {
    var express = machine(PASS, StateMachineType.EXPRESS);
    var execution = start(express);

    assertThatThrownBy(() -> sfn.startSyncExecution(r -> r.stateMachineArn(machine(PASS))))
        .isInstanceOf(StateMachineTypeNotSupportedException.class)
        .hasMessageContaining("This operation is not supported by this type of state machine");
    assertThatThrownBy(() -> sfn.listExecutions(r -> r.stateMachineArn(express)))
        .isInstanceOf(StateMachineTypeNotSupportedException.class);
    for (Runnable call :
        List.<Runnable>of(
            () -> sfn.describeExecution(r -> r.executionArn(execution)),
            () -> sfn.stopExecution(r -> r.executionArn(execution)),
            () -> sfn.getExecutionHistory(r -> r.executionArn(execution)))) {
      assertThatThrownBy(call::run)
          .isInstanceOf(InvalidArnException.class)
          .hasMessageContaining("Invalid Arn: 'Resource type not valid in this context: express'");
    }
  }
}
