package dev.stateway.api.worker;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.StatewayProperties;
import dev.stateway.api.execution.Executions;
import dev.stateway.api.testing.StatewayServer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.SfnException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InJvmIT {
  private static final String WAIT =
      """
      {"StartAt": "Short", "States": {"Short": {"Type": "Wait", "Seconds": 1, "End": true}}}
      """;

  private StatewayServer server;

  @BeforeAll
  void startInJvm() throws IOException, InterruptedException {
    server = StatewayServer.start(StatewayProperties.Temporal.IN_JVM, Map.of()).awaitReady();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void runsExecutionsButCannotListThem() {
    var sfn = server.client();
    var machine =
        sfn.createStateMachine(r -> r.name("short").definition(WAIT).roleArn(ROLE))
            .stateMachineArn();
    var execution = sfn.startExecution(r -> r.stateMachineArn(machine)).executionArn();
    server.part(Executions.class).awaitClosed(execution, Duration.ofSeconds(20)).toFuture().join();

    assertThat(sfn.describeExecution(r -> r.executionArn(execution)).status())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(sfn.getExecutionHistory(r -> r.executionArn(execution)).events()).hasSize(4);
    assertThatThrownBy(() -> sfn.listExecutions(r -> r.stateMachineArn(machine)))
        .isInstanceOf(SfnException.class)
        .hasMessageContaining("This needs a Temporal server");
  }
}
