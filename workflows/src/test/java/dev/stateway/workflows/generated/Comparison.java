package dev.stateway.workflows.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.stateway.workflows.interpreter.ExecutionOutcome;
import dev.stateway.workflows.interpreter.ExecutionOutcome.Continued;
import dev.stateway.workflows.interpreter.ExecutionOutcome.Succeeded;
import dev.stateway.workflows.interpreter.ExecutionOutcome.Unsuccessful;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Compares what became of an execution with what was foretold. */
public final class Comparison {
  private Comparison() {}

  /**
   * Fails where they differ.
   *
   * @param events as in the answer of GetExecutionHistory
   * @param withTime whether its time was that of the prediction, to the millisecond
   */
  public static void compare(
      GeneratedMachine machine,
      Prediction prediction,
      ExecutionOutcome outcome,
      JsonNode events,
      boolean withTime) {
    compareOutcome(prediction, outcome);
    compareEvents(machine, prediction, events, withTime);
  }

  private static void compareOutcome(Prediction prediction, ExecutionOutcome outcome) {
    assertThat(outcome.status().name()).as(outcome.toString()).isEqualTo(prediction.status());
    switch (outcome) {
      case Succeeded(var output) -> assertThat(output).isEqualTo(prediction.output());
      case Unsuccessful(var failure) -> {
        assertThat(failure.error()).isEqualTo(prediction.error());
        assertThat(failure.cause() == null ? null : failure.cause().replaceAll("#\\d+", "#?"))
            .isEqualTo(prediction.cause());
      }
      case Continued _ -> fail("it would go on in another run");
    }
  }

  private static void compareEvents(
      GeneratedMachine machine, Prediction prediction, JsonNode events, boolean withTime) {
    var missing = new ArrayList<>(Events.predicted(prediction, withTime));
    var unexpected = new ArrayList<>(Events.actual(events, withTime));
    var predicted = List.copyOf(missing);
    unexpected.forEach(missing::remove);
    predicted.forEach(unexpected::remove);
    assertThat(unexpected)
        .as("events beside those foretold, where %s are missing", missing)
        .isEmpty();
    assertThat(missing).as("events that are missing").isEmpty();
    if (!machine.concurrent()) {
      assertThat(Events.actualIds(events)).isEqualTo(Events.predictedIds(prediction));
    }
  }
}
