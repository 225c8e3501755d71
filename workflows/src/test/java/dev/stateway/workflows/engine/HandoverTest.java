package dev.stateway.workflows.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;
import dev.stateway.workflows.execution.RunLimits;
import dev.stateway.workflows.execution.StopReason;
import dev.stateway.workflows.inprocess.InProcessRuntime;
import dev.stateway.workflows.interpreter.ExecutionOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Lines of one execution that wait for each other until it can go on in another run. */
class HandoverTest {
  private static final Instant START = Instant.parse("2024-02-29T12:00:00Z");

  /** Two lines of which one has tasks of so many seconds and the other pauses of one second. */
  private static final String TASKS_BESIDE_PAUSES =
      """
      {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "First", "States": {
          "First": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f", "Next": "Second"},
          "Second": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:000000000000:function:f", "End": true}}},
        {"StartAt": "Init", "States": {
          "Init": {"Type": "Pass", "Result": {"n": 0}, "Next": "More"},
          "More": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThan": 50, "Next": "Pause"}], "Default": "Done"},
          "Pause": {"Type": "Wait", "Seconds": 1, "Next": "Add"},
          "Add": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "More"},
          "Done": {"Type": "Succeed"}}}]}}}
      """;

  private static Runs runs(int taskSeconds, RunLimits limits) {
    var tasks =
        JsonText.parse(
            """
            [{"state": "First", "answers": [{"output": 1, "afterSeconds": %1$d}]},
             {"state": "Second", "answers": [{"output": 2, "afterSeconds": %1$d}]}]
            """
                .formatted(taskSeconds));
    var runtime = InProcessRuntime.withVirtualClock(new ScriptedTasks(tasks), START, 1);
    var identity =
        new ExecutionIdentity(
            "arn:aws:states:us-east-1:000000000000:execution:machine:run",
            "run",
            "arn:aws:states:us-east-1:000000000000:stateMachine:machine",
            "machine",
            null,
            false);
    var request =
        new ExecutionRequest(
            ExecutionRequest.CURRENT_SEMANTICS,
            TASKS_BESIDE_PAUSES,
            JsonText.parse("{}"),
            "{}",
            identity);
    return new Runs(runtime, request.withRunLimits(limits));
  }

  private static double seconds(JsonNode events, int index) {
    return events.get(index).get("timestamp").asDouble() - START.getEpochSecond();
  }

  private static void assertComplete(Runs runs) {
    assertThat(runs.events().valueStream().map(event -> event.get("id").asLong()).toList())
        .isEqualTo(LongStream.rangeClosed(1, runs.events().size()).boxed().toList());
  }

  @Test
  void waitsForTasksUnderWay() {
    var runs = runs(5, RunLimits.recordedEvents(20, Duration.ofSeconds(10)));

    var outcome = runs.toTheEnd();

    assertThat(outcome).isEqualTo(new ExecutionOutcome.Succeeded(JsonText.parse("[2,{\"n\":50}]")));
    assertThat(runs.count()).isGreaterThan(5);
    assertComplete(runs);
    // Each time the pauses wait until the task is done, and not longer.
    assertThat(seconds(runs.events(), runs.events().size() - 1)).isBetween(50.0, 62.0);
  }

  @Test
  void goesOnWhenTasksTakeTooLong() {
    var runs = runs(1_000, RunLimits.recordedEvents(100, Duration.ofSeconds(3)));

    var outcome = runs.toTheEnd();

    assertThat(outcome.status().name()).isEqualTo("SUCCEEDED");
    assertComplete(runs);
    var pauses =
        runs.events()
            .valueStream()
            .filter(event -> event.get("type").asString().equals("SucceedStateExited"))
            .findFirst()
            .orElseThrow();
    // 50 pauses of a second, and the times it was tried: 3, 6, 9... seconds.
    assertThat(pauses.get("timestamp").asDouble() - START.getEpochSecond()).isBetween(53.0, 120.0);
  }

  @Test
  void waitsAsLongAsItTakesWhenThereIsNoWayAroundIt() {
    var runs = runs(1_000, RunLimits.recordedEvents(5, Duration.ofMillis(1)));

    assertThat(runs.toTheEnd().status().name()).isEqualTo("SUCCEEDED");

    assertComplete(runs);
    assertThat(runs.count()).isGreaterThan(2);
  }

  @Test
  void stopsWhileLinesWait() {
    var runs = runs(1_000, RunLimits.recordedEvents(20, Duration.ofSeconds(100)));
    runs.reportAfter(
        Duration.ofSeconds(20), () -> runs.latest().stop(new StopReason("Stopped", null)));

    assertThat(runs.toTheEnd().status().name()).isEqualTo("ABORTED");

    assertComplete(runs);
    assertThat(seconds(runs.events(), runs.events().size() - 1)).isBetween(20.0, 21.0);
  }
}
