package dev.stateway.api.worker;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stateway.api.execution.Executions;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/** The work of {@code .sync} tasks whose execution is stopped while no worker is there. */
@WithStateway
class StoppedWorkIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final TemporalServer temporal;
  private final SfnClient elsewhere;
  private final String queue = "stopped-work-" + UUID.randomUUID();

  @TempDir private Path data;

  /** With a server whose workers are those of another task queue. */
  StoppedWorkIT(TemporalServer temporal, StatewayServer elsewhere) {
    this.temporal = temporal;
    this.elsewhere = elsewhere.client();
  }

  private StatewayServer server() throws Exception {
    var properties = Map.of("stateway.data", data.toString(), "stateway.task-queue", queue);
    return StatewayServer.start(temporal.address(), properties).awaitReady();
  }

  private static String machine(SfnClient sfn, String state) {
    var definition = "{\"StartAt\": \"A\", \"States\": {\"A\": " + state + "}}";
    return sfn.createStateMachine(
            r -> r.name("work-" + UUID.randomUUID()).definition(definition).roleArn(ROLE))
        .stateMachineArn();
  }

  /** Starts an execution that starts another one, and waits until it waits for that. */
  private static String startedParent(SfnClient sfn, String child) {
    var parent =
        machine(
            sfn,
            """
            {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
             "Parameters": {"StateMachineArn": "%s"}, "End": true}
            """
                .formatted(child));
    var execution = sfn.startExecution(r -> r.stateMachineArn(parent)).executionArn();
    await()
        .atMost(PATIENCE)
        .until(() ->
            sfn.getExecutionHistory(r -> r.executionArn(execution)).events().stream()
                .anyMatch(event -> event.type() == HistoryEventType.TASK_SUBMITTED));
    return execution;
  }

  private static ExecutionStatus ended(StatewayServer server, String execution) {
    server.part(Executions.class).awaitClosed(execution, PATIENCE).toFuture().join();
    return server.client().describeExecution(r -> r.executionArn(execution)).status();
  }

  @Test
  void theNextWorkerStopsIt() throws Exception {
    String parent;
    String child;
    try (var first = server()) {
      var sfn = first.client();
      var machine = machine(sfn, "{\"Type\": \"Wait\", \"Seconds\": 6000, \"End\": true}");
      parent = startedParent(sfn, machine);
      child =
          sfn.listExecutions(r -> r.stateMachineArn(machine))
              .executions()
              .getFirst()
              .executionArn();
    }

    elsewhere.stopExecution(r -> r.executionArn(parent).error("Enough").cause("of it"));

    try (var second = server()) {
      assertThat(ended(second, parent)).isEqualTo(ExecutionStatus.ABORTED);
      assertThat(ended(second, child)).isEqualTo(ExecutionStatus.ABORTED);
      var stopped = second.client().describeExecution(r -> r.executionArn(parent));
      assertThat(stopped.error()).isEqualTo("Enough");
    }
  }
}
