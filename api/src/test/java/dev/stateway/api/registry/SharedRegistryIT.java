package dev.stateway.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.execution.Executions;
import dev.stateway.api.testing.PostgresServer;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** Servers that share a PostgreSQL share their state machines. */
@WithStateway
class SharedRegistryIT {
  private final TemporalServer temporal;
  private final PostgresServer postgres;

  SharedRegistryIT(TemporalServer temporal, PostgresServer postgres) {
    this.temporal = temporal;
    this.postgres = postgres;
  }

  @Test
  void oneServerStartsWhatAnotherRegistered() throws Exception {
    var properties =
        Map.of(
            "stateway.database-url",
            postgres.newDatabase().toString(),
            "stateway.task-queue",
            "shared-registry");
    try (var first = StatewayServer.start(temporal.address(), properties).awaitReady();
        var second = StatewayServer.start(temporal.address(), properties).awaitReady()) {
      var machine =
          first
              .client()
              .createStateMachine(create ->
                  create
                      .name("shared")
                      .roleArn(StatewayServer.ROLE)
                      .definition(
                          """
                          {"StartAt": "Only", "States": {"Only": {"Type": "Pass", "End": true}}}
                          """))
              .stateMachineArn();

      var execution =
          second
              .client()
              .startExecution(start -> start.stateMachineArn(machine).input("{\"a\":1}"))
              .executionArn();

      second
          .part(Executions.class)
          .awaitClosed(execution, Duration.ofSeconds(30))
          .toFuture()
          .join();
      var description = first.client().describeExecution(r -> r.executionArn(execution));
      assertThat(description.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
      assertThat(description.output()).isEqualTo("{\"a\":1}");
    }
  }
}
