package dev.stateway.workflows.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.workflows.engine.Runs;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.StopReason;
import dev.stateway.workflows.history.HistoryEventType;
import dev.stateway.workflows.inprocess.InProcessRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random machines do what a simple evaluator says. {@code -Dstateway.generated=N} runs N of them,
 * {@code -Dstateway.generated.seed=S} only one.
 */
class GeneratedMachinesTest {
  private static final Instant START = Instant.parse("2024-02-29T12:00:00Z");
  private static final int MOST_SHOWN = 5;

  @Test
  void doWhatTheReferenceSays() {
    check(Long.getLong("stateway.generated", 10_000), request -> request);
  }

  @Test
  void doItInManyRunsToo() {
    check(Long.getLong("stateway.generated", 10_000) / 4, request -> Runs.of(request, 1));
  }

  private static void check(long count, UnaryOperator<ExecutionRequest> how) {
    var only = Long.getLong("stateway.generated.seed");
    var differences = new ArrayList<String>();
    var ambiguous = new ArrayList<Long>();
    (only == null ? LongStream.range(0, count) : LongStream.of(only))
        .forEach(seed -> check(seed, how, differences, ambiguous));
    assertThat(differences.stream().limit(MOST_SHOWN))
        .as("%d of %d seeds differ", differences.size(), count)
        .isEmpty();
    assertThat(ambiguous)
        .as("seeds nobody can foretell")
        .hasSizeLessThanOrEqualTo((int) (count / 100));
  }

  @Test
  void reachAllKindsOfEvents() {
    var reached = new TreeSet<String>();
    LongStream.range(0, 2_000)
        .mapToObj(seed -> GeneratedMachine.of(seed, Pace.SKIPPED))
        .forEach(machine -> reached.addAll(Prediction.of(machine).types()));
    var wanted =
        Arrays.stream(HistoryEventType.values())
            .map(HistoryEventType::wireName)
            .filter(name ->
                !name.matches(".*(Activity|MapRun|Redriven|(Schedule|Start|Submit)Failed).*"))
            .toList();
    assertThat(reached).containsExactlyInAnyOrderElementsOf(wanted);
  }

  private static void check(
      long seed,
      UnaryOperator<ExecutionRequest> how,
      List<String> differences,
      List<Long> ambiguous) {
    var machine = GeneratedMachine.of(seed, Pace.SKIPPED);
    Prediction prediction;
    try {
      prediction = Prediction.of(machine);
    } catch (Ambiguous _) {
      ambiguous.add(seed);
      return;
    }
    try {
      compare(machine, how.apply(machine.request()), prediction);
    } catch (AssertionError | RuntimeException different) {
      differences.add("seed " + seed + ": " + different + "\n" + machine.definition());
    }
  }

  private static void compare(
      GeneratedMachine machine, ExecutionRequest request, Prediction prediction) {
    var runtime = InProcessRuntime.withVirtualClock(new WorldTasks(machine.world()), START, 1);
    var runs = new Runs(runtime, request);
    if (machine.stopAfter() != null) {
      runtime.reportAfter(
          Duration.ofSeconds(machine.stopAfter()),
          () -> runs.latest().stop(new StopReason(Prediction.STOP_ERROR, Prediction.STOP_CAUSE)));
    }
    var outcome = runs.toTheEnd();
    Comparison.compare(machine, prediction, outcome, runs.events(), true);
  }
}
