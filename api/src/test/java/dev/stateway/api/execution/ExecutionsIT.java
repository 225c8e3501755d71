package dev.stateway.api.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.WithStateway;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.IncludedData;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;

/** What becomes of executions, and what is told of them. */
@WithStateway
class ExecutionsIT extends ExecutionTests {
  ExecutionsIT(StatewayServer server) {
    super(server);
  }

  @Test
  void runsToItsEnd() {
    var machine = machine(PASS);
    var started = sfn.startExecution(r -> r.stateMachineArn(machine).input("{\"a\": 1.50}"));

    var description = ended(started.executionArn());

    assertThat(description.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(description.stateMachineArn()).isEqualTo(machine);
    assertThat(description.startDate()).isEqualTo(started.startDate());
    assertThat(description.stopDate()).isAfterOrEqualTo(started.startDate());
    assertThat(description.input()).isEqualTo("{\"a\": 1.50}");
    assertThat(description.inputDetails().included()).isTrue();
    assertThat(description.output()).isEqualTo("{\"was\":{\"a\":1.50}}");
    assertThat(description.error()).isNull();
    assertThat(description.redriveCount()).isZero();
  }

  @Test
  void tellsWhyItFailed() {
    var description = ended(start(machine(FAIL)));

    assertThat(description.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(description.error()).isEqualTo("No");
    assertThat(description.cause()).isEqualTo("not today");
    assertThat(description.output()).isNull();
  }

  @Test
  void leavesDataOutWhenAskedTo() {
    var arn = start(machine(FAIL));
    ended(arn);

    var description =
        sfn.describeExecution(r -> r.executionArn(arn).includedData(IncludedData.METADATA_ONLY));

    assertThat(description.input()).isNull();
    assertThat(description.inputDetails().included()).isFalse();
    assertThat(description.error()).isNull();
    assertThat(description.status()).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  void timesOutAsAWhole() {
    var description = ended(start(machine(TIMES_OUT)));

    assertThat(description.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
  }

  @Test
  void stops() {
    var arn = start(machine(WAIT));

    var stopped = sfn.stopExecution(r -> r.executionArn(arn).error("Enough").cause("of it"));
    var description = sfn.describeExecution(r -> r.executionArn(arn));
    var again = sfn.stopExecution(r -> r.executionArn(arn).error("Other"));

    assertThat(description.status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(description.error()).isEqualTo("Enough");
    assertThat(description.cause()).isEqualTo("of it");
    assertThat(stopped.stopDate()).isEqualTo(description.stopDate());
    assertThat(again.stopDate()).isEqualTo(description.stopDate());
    assertThat(types(sfn.getExecutionHistory(r -> r.executionArn(arn)).events()))
        .startsWith("ExecutionStarted", "WaitStateEntered")
        .endsWith("ExecutionAborted");
  }

  @Test
  void knowsOnlyExecutionsThatWereStarted() {
    var machine = machine(PASS);
    var none = machine.replace(":stateMachine:", ":execution:") + ":none";
    var elsewhere = start(machine).replace("us-east-1", "eu-west-1");

    for (var arn : List.of(none, elsewhere)) {
      for (Runnable call :
          List.<Runnable>of(
              () -> sfn.describeExecution(r -> r.executionArn(arn)),
              () -> sfn.stopExecution(r -> r.executionArn(arn)),
              () -> sfn.describeStateMachineForExecution(r -> r.executionArn(arn)),
              () -> sfn.getExecutionHistory(r -> r.executionArn(arn)))) {
        assertThatThrownBy(call::run)
            .isInstanceOfSatisfying(
                ExecutionDoesNotExistException.class,
                refusal ->
                    assertThat(refusal.awsErrorDetails().errorMessage())
                        .isEqualTo("Execution Does Not Exist: '" + arn + "'"));
      }
    }
    assertThatThrownBy(() -> sfn.describeExecution(r -> r.executionArn(machine)))
        .isInstanceOf(InvalidArnException.class);
  }

  @Test
  void goesOnWithTheDefinitionItWasStartedWith() {
    var machine = machine(WAIT);
    var arn = start(machine);
    sfn.updateStateMachine(r -> r.stateMachineArn(machine).definition(PASS));
    var revision = sfn.describeStateMachine(r -> r.stateMachineArn(machine)).revisionId();
    var later = start(machine);
    sfn.deleteStateMachine(r -> r.stateMachineArn(machine));

    var origin = sfn.describeStateMachineForExecution(r -> r.executionArn(arn));
    var laterOrigin = sfn.describeStateMachineForExecution(r -> r.executionArn(later));

    assertThat(origin.definition()).isEqualTo(WAIT);
    assertThat(origin.revisionId()).isNull();
    assertThat(origin.stateMachineArn()).isEqualTo(machine);
    assertThat(laterOrigin.definition()).isEqualTo(PASS);
    assertThat(laterOrigin.revisionId()).isEqualTo(revision);
    assertThat(sfn.describeExecution(r -> r.executionArn(arn)).status())
        .isEqualTo(ExecutionStatus.RUNNING);
  }

  @Test
  void waitsNoLongerThanAsked() {
    var arn = start(machine(WAIT));

    var description = executions.awaitClosed(arn, Duration.ofMillis(300)).toFuture().join();

    assertThat(Objects.requireNonNull(description).isClosed()).isFalse();
  }
}
