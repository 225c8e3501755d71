package dev.stateway.workflows.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.workflows.engine.TestServers;
import dev.stateway.workflows.execution.StopReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random machines do on Temporal what a simple evaluator says: {@code
 * -Dstateway.generated.temporal=N} runs N of them, {@code -Dstateway.generated.seed=S} only one.
 */
class GeneratedOnTemporalTest {
  private static final StopReason STOP =
      new StopReason(Prediction.STOP_ERROR, Prediction.STOP_CAUSE);

  @Test
  void doWhatTheReferenceSays() {
    var count = Long.getLong("stateway.generated.temporal", 200);
    var only = Long.getLong("stateway.generated.seed");
    var differences = new ArrayList<String>();
    try (var servers = new TestServers()) {
      (only == null ? LongStream.range(0, count) : LongStream.of(only))
          .forEach(seed -> check(seed, servers, differences));
    }
    assertThat(differences).isEmpty();
  }

  private static void check(long seed, TestServers servers, List<String> differences) {
    var machine = GeneratedMachine.of(seed, Pace.SKIPPED_BETWEEN_TASKS);
    var prediction = prediction(machine);
    if (prediction.isEmpty()) {
      return;
    }
    try {
      compare(machine, prediction.get(), servers);
    } catch (AssertionError | RuntimeException different) {
      differences.add("seed " + seed + ": " + different + "\n" + machine.definition());
    }
  }

  private static Optional<Prediction> prediction(GeneratedMachine machine) {
    try {
      return Optional.of(Prediction.of(machine));
    } catch (Ambiguous _) {
      return Optional.empty();
    }
  }

  private static void compare(
      GeneratedMachine machine, Prediction prediction, TestServers servers) {
    var stopAfter = machine.stopAfter() == null ? null : Duration.ofSeconds(machine.stopAfter());
    var result =
        servers.run(
            server -> server.run(machine.request(), machine.world()::script, stopAfter, STOP));
    Comparison.compare(machine, prediction, result.outcome(), result.events(), false);
  }
}
