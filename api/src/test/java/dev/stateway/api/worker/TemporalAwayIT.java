package dev.stateway.api.worker;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.sfn.model.SfnException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TemporalAwayIT {
  private static final String PASS =
      """
      {"StartAt": "Only", "States": {"Only": {"Type": "Pass", "End": true}}}
      """;
  private static final String EXECUTION =
      "arn:aws:states:us-east-1:111111111111:execution:alone:run";

  private StatewayServer server;

  @BeforeAll
  void startWithoutTemporal() throws IOException {
    server = StatewayServer.start("127.0.0.1:" + TemporalServer.freePort(), Map.of());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void isNotReadyButLives() throws IOException, InterruptedException {
    assertThat(server.get("/livez").statusCode()).isEqualTo(200);
    var readiness = server.get("/readyz");
    assertThat(readiness.statusCode()).isEqualTo(503);
    assertThat(readiness.body()).contains("\"database\":\"ok\"");
  }

  @Test
  void answersInTimeThatItIsAway() {
    var sfn = server.client();
    var machine =
        sfn.createStateMachine(r -> r.name("alone").definition(PASS).roleArn(ROLE))
            .stateMachineArn();
    for (Runnable call :
        List.<Runnable>of(
            () -> sfn.startExecution(r -> r.stateMachineArn(machine)),
            () -> sfn.describeExecution(r -> r.executionArn(EXECUTION)),
            () -> sfn.listExecutions(r -> r.stateMachineArn(machine)),
            () -> sfn.stopExecution(r -> r.executionArn(EXECUTION)),
            () -> sfn.getExecutionHistory(r -> r.executionArn(EXECUTION)))) {
      // Without an answer this would hang until the client gives up: its bound is the test's.
      assertThatThrownBy(call::run)
          .isInstanceOfSatisfying(
              SfnException.class,
              failure -> {
                assertThat(failure.statusCode()).isEqualTo(503);
                assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("ServiceUnavailable");
              });
    }
  }
}
