package dev.stateway.api.execution;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidOutputException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

@WithStateway
class TaskAnswersIT {
  private static final String ASK =
      """
      {"StartAt": "Ask", "States": {"Ask": {
        "Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.waitForTaskToken", "HeartbeatSeconds": 600, "End": true,
        "Parameters": {"Cluster": "local", "TaskDefinition": "nothing", "Overrides": {"ContainerOverrides": [
          {"Name": "nothing", "Environment": [{"Name": "TOKEN", "Value.$": "$$.Task.Token"}]}]}}}}}
      """;

  private final SfnClient sfn;
  private final Executions executions;

  TaskAnswersIT(StatewayServer server) {
    this.sfn = server.client();
    this.executions = server.part(Executions.class);
  }

  private String start() {
    var machine =
        sfn.createStateMachine(
            r -> r.name("ask-" + UUID.randomUUID()).definition(ASK).roleArn(ROLE));
    return sfn.startExecution(r -> r.stateMachineArn(machine.stateMachineArn())).executionArn();
  }

  /** The token that the task was called with, once it was. */
  private String token(String execution) {
    var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < deadline) {
      for (var event : sfn.getExecutionHistory(r -> r.executionArn(execution)).events()) {
        if (event.type() == HistoryEventType.TASK_SCHEDULED) {
          return JsonText.parse(event.taskScheduledEventDetails().parameters())
              .at("/Overrides/ContainerOverrides/0/Environment/0/Value")
              .asString();
        }
      }
    }
    throw new AssertionError("the task was not called");
  }

  private DescribeExecutionResponse ended(String execution) {
    executions.awaitClosed(execution, Duration.ofSeconds(30)).toFuture().join();
    return sfn.describeExecution(r -> r.executionArn(execution));
  }

  @Test
  void endsTheTaskWithTheOutputOnce() {
    var execution = start();
    var token = token(execution);

    sfn.sendTaskHeartbeat(r -> r.taskToken(token));
    sfn.sendTaskSuccess(r -> r.taskToken(token).output("{\"total\": 1.10}"));

    var ended = ended(execution);
    assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(ended.output()).isEqualTo("{\"total\":1.10}");
    assertThatThrownBy(() -> sfn.sendTaskSuccess(r -> r.taskToken(token).output("{}")))
        .isInstanceOf(TaskTimedOutException.class);
    assertThatThrownBy(() -> sfn.sendTaskHeartbeat(r -> r.taskToken(token)))
        .isInstanceOf(TaskTimedOutException.class);
  }

  @Test
  void endsTheTaskWithTheFailure() {
    var execution = start();

    sfn.sendTaskFailure(r -> r.taskToken(token(execution)).error("Broken").cause("in two"));

    var ended = ended(execution);
    assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(ended.error()).isEqualTo("Broken");
    assertThat(ended.cause()).isEqualTo("in two");
  }

  @Test
  void endsTheTaskWithAFailureThatSaysNothing() {
    var execution = start();

    sfn.sendTaskFailure(r -> r.taskToken(token(execution)));

    var ended = ended(execution);
    assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(ended.error()).isNull();
    assertThat(ended.cause()).isNull();
  }

  @Test
  void refusesAnswersToStoppedTasks() {
    var execution = start();
    var token = token(execution);

    sfn.stopExecution(r -> r.executionArn(execution));

    assertThatThrownBy(() -> sfn.sendTaskSuccess(r -> r.taskToken(token).output("{}")))
        .isInstanceOf(TaskTimedOutException.class);
  }

  @Test
  void refusesTokensThatItDidNotGive() {
    assertThatThrownBy(() -> sfn.sendTaskSuccess(r -> r.taskToken("made-up").output("{}")))
        .isInstanceOf(InvalidTokenException.class)
        .hasMessageContaining("Invalid Token: 'Invalid token'");
    assertThatThrownBy(() -> sfn.sendTaskFailure(r -> r.taskToken("made-up").error("E")))
        .isInstanceOf(InvalidTokenException.class);
    assertThatThrownBy(() -> sfn.sendTaskHeartbeat(r -> r.taskToken("made-up")))
        .isInstanceOf(InvalidTokenException.class);
    assertThatThrownBy(() -> sfn.sendTaskSuccess(r -> r.taskToken("made-up").output("{")))
        .isInstanceOf(InvalidOutputException.class);
  }
}
