package dev.stateway.api.execution;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.api.worker.TemporalConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;

/** Executions of an alias that take more than one workflow, or more than one run of theirs. */
@WithStateway
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QualifiedRunsIT {
  private static final String LOOP =
      """
      {"StartAt": "More", "States": {
        "More": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThan": 200, "Next": "Add"}], "Default": "Done"},
        "Add": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "More"},
        "Done": {"Type": "Succeed"}}}
      """;
  private static final String MAP =
      """
      {"StartAt": "Each", "States": {"Each": {"Type": "Map", "ItemsPath": "$.items", "Label": "Each", "End": true,
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
          "StartAt": "Item", "States": {"Item": {"Type": "Pass", "End": true}}}}}}
      """;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final TemporalServer temporal;
  private StatewayServer server;
  private SfnClient sfn;

  QualifiedRunsIT(TemporalServer temporal) {
    this.temporal = temporal;
  }

  @BeforeAll
  void start() throws IOException, InterruptedException {
    server =
        StatewayServer.start(
                temporal.address(),
                Map.of("stateway.runs.events", "100", "stateway.task-queue", "qualified-runs"))
            .awaitReady();
    sfn = server.client();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /** An alias of a new state machine. */
  private String alias(String definition) {
    var name = "m-" + UUID.randomUUID();
    var version =
        sfn.createStateMachine(r -> r.name(name).definition(definition).roleArn(ROLE).publish(true))
            .stateMachineVersionArn();
    var route =
        RoutingConfigurationListItem.builder().stateMachineVersionArn(version).weight(100).build();
    return sfn.createStateMachineAlias(r -> r.name("PROD").routingConfiguration(route))
        .stateMachineAliasArn();
  }

  private DescribeExecutionResponse ended(String alias, String input) {
    var execution = sfn.startExecution(r -> r.stateMachineArn(alias).input(input)).executionArn();
    var closed = server.part(Executions.class).awaitClosed(execution, PATIENCE).toFuture().join();
    assertThat(Objects.requireNonNull(closed).isClosed()).isTrue();
    return sfn.describeExecution(r -> r.executionArn(execution));
  }

  /** Whether the last run of an execution is another one than the first. */
  private boolean hasManyRuns(String execution) {
    var info =
        server
            .part(TemporalConnection.class)
            .client()
            .newUntypedWorkflowStub(StatesArn.execution(execution).workflowId())
            .describe()
            .getWorkflowExecutionInfo();
    return !info.getFirstRunId().equals(info.getExecution().getRunId());
  }

  @Test
  void everyRunKnowsWhatTheExecutionWasStartedFrom() {
    var alias = alias(LOOP);

    var description = ended(alias, "{\"n\": 0}");

    assertThat(description.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(hasManyRuns(description.executionArn())).isTrue();
    assertThat(description.stateMachineAliasArn()).isEqualTo(alias);
    assertThat(description.stateMachineVersionArn()).isEqualTo(alias.replace(":PROD", ":1"));
  }

  @Test
  void theExecutionsOfAMapRunAreItsOwn() {
    var alias = alias(MAP);

    var description = ended(alias, "{\"items\": [1, 2]}");

    assertThat(description.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(description.stateMachineAliasArn()).isEqualTo(alias);
    var mapRun =
        sfn.listMapRuns(r -> r.executionArn(description.executionArn())).mapRuns().getFirst();
    assertThat(mapRun.stateMachineArn()).isEqualTo(description.stateMachineArn());
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    var children = sfn.listExecutions(r -> r.mapRunArn(mapRun.mapRunArn())).executions();
    while (children.size() < 2 && System.nanoTime() < deadline) {
      children = sfn.listExecutions(r -> r.mapRunArn(mapRun.mapRunArn())).executions();
    }
    assertThat(children)
        .hasSize(2)
        .allSatisfy(child -> {
          assertThat(child.mapRunArn()).isEqualTo(mapRun.mapRunArn());
          assertThat(child.stateMachineVersionArn()).isNull();
          assertThat(child.stateMachineAliasArn()).isNull();
        });
    assertThat(sfn.listExecutions(r -> r.stateMachineArn(alias)).executions())
        .hasSizeLessThanOrEqualTo(1);
  }
}
