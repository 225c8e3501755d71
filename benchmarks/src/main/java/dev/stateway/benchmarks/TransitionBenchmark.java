package dev.stateway.benchmarks;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.TranslationResult.Translated;
import dev.stateway.translator.Translator;
import dev.stateway.translator.model.MachineType;
import dev.stateway.translator.model.StateMachine;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.inprocess.HandlerTasks;
import dev.stateway.workflows.inprocess.InProcessRuntime;
import dev.stateway.workflows.interpreter.ExecutionOutcome;
import dev.stateway.workflows.interpreter.Interpreter;
import dev.stateway.workflows.task.TaskHandler;
import dev.stateway.workflows.task.TaskRequest;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.JsonNode;

/**
 * Transitions between states without tasks, with all their history events: per second on one
 * thread, and with {@code -prof gc} the bytes that each allocates.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class TransitionBenchmark {
  private static final int TURNS = 50_000;
  private static final int TRANSITIONS = 2 * TURNS;
  private static final JsonNode INPUT = JsonText.parse("{\"n\": 0}");

  /** The language of the loop. */
  @Param({"JSONPath", "JSONata"})
  private String language = "";

  private String definition = "";
  private StateMachine machine;

  /** Translates the loop once. */
  @Setup
  public void translate() {
    var loop = language.equals("JSONata") ? Machines.JSONATA_LOOP : Machines.JSON_PATH_LOOP;
    definition = loop.formatted(TURNS);
    machine = ((Translated) Translator.translate(definition, MachineType.STANDARD)).machine();
  }

  /** One execution of it, in as many runs as it takes. */
  @Benchmark
  @OperationsPerInvocation(TRANSITIONS)
  public Object transitions() {
    ExecutionRequest request = Machines.request(definition, "loop", INPUT, false);
    var runtime = InProcessRuntime.withVirtualClock(new HandlerTasks(NO_TASKS), Instant.EPOCH, 1);
    while (true) {
      var interpreter = new Interpreter(runtime, request);
      var outcome = runtime.run(() -> interpreter.run(machine));
      switch (outcome) {
        case ExecutionOutcome.Continued(var next) -> request = next;
        case ExecutionOutcome.Succeeded succeeded -> {
          return succeeded;
        }
        case ExecutionOutcome.Unsuccessful(var failure) ->
            throw new IllegalStateException(failure.toString());
      }
    }
  }

  private static final TaskHandler NO_TASKS =
      new TaskHandler() {
        @Override
        public JsonNode call(TaskRequest request, Progress progress) {
          throw new IllegalStateException("the loop has no tasks");
        }

        @Override
        public JsonNode awaitCompletion(TaskRequest request, Progress progress) {
          throw new IllegalStateException("the loop has no tasks");
        }

        @Override
        public void stop(TaskRequest request, Progress progress) {
          throw new IllegalStateException("the loop has no tasks");
        }
      };
}
