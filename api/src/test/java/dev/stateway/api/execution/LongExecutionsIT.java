package dev.stateway.api.execution;

import static dev.stateway.api.testing.StatewayServer.ROLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.WithStateway;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/** Executions far beyond what one run of a workflow can hold; with {@code -Dstateway.long=true}. */
@WithStateway
@EnabledIfSystemProperty(named = "stateway.long", matches = "true")
class LongExecutionsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int PAGE = 1_000;

  private final StatewayServer server;
  private final SfnClient sfn;

  LongExecutionsIT(StatewayServer server) {
    this.server = server;
    this.sfn = server.client();
  }

  private static String definition(int rounds) {
    return """
    {"StartAt": "Init", "States": {
      "Init": {"Type": "Pass", "Result": {"n": 0}, "Next": "More"},
      "More": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThan": %d, "Next": "Add"}], "Default": "Done"},
      "Add": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "More"},
      "Done": {"Type": "Succeed"}}}
    """
        .formatted(rounds);
  }

  private String run(int rounds) {
    var machine =
        sfn.createStateMachine(
                r -> r.name("m-" + UUID.randomUUID()).definition(definition(rounds)).roleArn(ROLE))
            .stateMachineArn();
    var arn = sfn.startExecution(r -> r.stateMachineArn(machine)).executionArn();
    server.part(Executions.class).awaitClosed(arn, PATIENCE).toFuture().join();
    var description = sfn.describeExecution(r -> r.executionArn(arn));
    assertThat(description.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(description.output()).isEqualTo("{\"n\":%d}".formatted(rounds));
    return arn;
  }

  @Test
  void runsAMillionStates() {
    var arn = run(500_000);

    var last = sfn.getExecutionHistory(r -> r.executionArn(arn).reverseOrder(true).maxResults(1));

    assertThat(last.events().getFirst().id()).isGreaterThan(2_000_000);
    assertThat(last.events().getFirst().type()).isEqualTo(HistoryEventType.EXECUTION_SUCCEEDED);
  }

  @Test
  void pagesThroughAHundredThousandEvents() {
    var arn = run(25_000);

    var expected = 0L;
    for (var event :
        sfn.getExecutionHistoryPaginator(r -> r.executionArn(arn).maxResults(PAGE)).events()) {
      expected++;
      assertThat(event.id()).isEqualTo(expected);
    }
    assertThat(expected).isGreaterThan(100_000);
  }
}
