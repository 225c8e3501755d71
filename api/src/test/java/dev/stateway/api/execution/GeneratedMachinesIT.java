package dev.stateway.api.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.ExecutionFailure;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.generated.Ambiguous;
import dev.stateway.workflows.generated.Comparison;
import dev.stateway.workflows.generated.GeneratedMachine;
import dev.stateway.workflows.generated.Pace;
import dev.stateway.workflows.generated.Prediction;
import dev.stateway.workflows.interpreter.ExecutionOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Random machines, made and run by the API on a real Temporal server, do what a simple evaluator
 * says: {@code -Dstateway.generated.real=N} runs N of them, {@code -Dstateway.generated.seed=S}
 * only one.
 */
@WithStateway
class GeneratedMachinesIT {
  private static final int MACHINES = Integer.getInteger("stateway.generated.real", 100);
  private static final int AT_A_TIME = 12;
  private static final int LONGEST_SECONDS = 20;
  private static final int ATTEMPTS = 3;

  /** An execution that ends later than foretold by less has its events in their order. */
  private static final double LATE_SECONDS = 1;

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> KINDS =
      List.of(
          "ChoiceStateExited",
          "EvaluationFailed",
          "ExecutionAborted",
          "ExecutionFailed",
          "ExecutionSucceeded",
          "ExecutionTimedOut",
          "LambdaFunctionFailed",
          "MapIterationAborted",
          "MapIterationFailed",
          "MapStateSucceeded",
          "ParallelStateFailed",
          "ParallelStateSucceeded",
          "TaskFailed",
          "TaskSubmitted",
          "TaskSucceeded",
          "TaskTimedOut",
          "WaitStateExited");

  private final TemporalServer temporal;
  private StatewayServer server;
  private SfnClient sfn;
  private GeneratedTasks tasks;

  GeneratedMachinesIT(TemporalServer temporal) {
    this.temporal = temporal;
  }

  @BeforeEach
  void start(@TempDir Path folder) throws IOException, InterruptedException {
    var queue = "generated-" + UUID.randomUUID();
    var routes =
        Files.writeString(
            folder.resolve("stateway.yaml"),
            """
            routes:
              - resource: "*"
                taskQueue: {name: %s}
            """
                .formatted(queue));
    server =
        StatewayServer.start(
                temporal.address(),
                Map.of(
                    "stateway.account",
                    "000000000000",
                    "stateway.functions",
                    routes.toString(),
                    "stateway.task-queue",
                    "machines-" + UUID.randomUUID()))
            .awaitReady();
    sfn = server.client();
    tasks = new GeneratedTasks(temporal.address(), queue, sfn);
  }

  @AfterEach
  void stop() {
    tasks.close();
    server.close();
  }

  /** A machine, and what must become of it. */
  private record Foretold(GeneratedMachine machine, Prediction prediction) {}

  /** What became of it. */
  private record Ran(ExecutionOutcome outcome, ArrayNode events) {
    private double seconds() {
      var last = events.get(events.size() - 1).get("timestamp").decimalValue();
      return last.subtract(events.get(0).get("timestamp").decimalValue()).doubleValue();
    }
  }

  @Test
  void doWhatTheReferenceSays() {
    var only = Long.getLong("stateway.generated.seed");
    var chosen =
        only == null
            ? LongStream.range(0, Long.MAX_VALUE)
                .mapToObj(GeneratedMachinesIT::foretell)
                .flatMap(Optional::stream)
                .limit(MACHINES)
                .toList()
            : foretell(only).stream().toList();
    var reached = chosen.stream().flatMap(each -> each.prediction().types().stream()).distinct();
    if (only == null && MACHINES >= 100) {
      assertThat(reached).as("kinds of events of these machines").containsAll(KINDS);
    }

    List<String> differences;
    try (var threads = Executors.newFixedThreadPool(AT_A_TIME)) {
      differences = differences(chosen, threads);
    }

    assertThat(tasks.problems()).isEmpty();
    assertThat(differences).isEmpty();
  }

  /** Absent for those that take too long, or whose order of events real time may change. */
  private static Optional<Foretold> foretell(long seed) {
    var machine = GeneratedMachine.of(seed, Pace.REAL);
    try {
      return Optional.of(new Foretold(machine, Prediction.of(machine)))
          .filter(foretold -> foretold.prediction().seconds() <= LONGEST_SECONDS);
    } catch (Ambiguous _) {
      return Optional.empty();
    }
  }

  private List<String> differences(List<Foretold> chosen, ExecutorService threads) {
    var comparisons =
        chosen.stream()
            .map(each -> CompletableFuture.supplyAsync(() -> difference(each), threads))
            .toList();
    return comparisons.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList();
  }

  /**
   * Where the execution is another one than foretold. One that ends late proves nothing, for its
   * branches may have overtaken each other: it is made again.
   */
  private Optional<String> difference(Foretold foretold) {
    var machine = foretold.machine();
    var late = new ArrayList<Double>();
    while (true) {
      var ran = run(machine);
      try {
        Comparison.compare(machine, foretold.prediction(), ran.outcome(), ran.events(), false);
        return Optional.empty();
      } catch (AssertionError different) {
        late.add(ran.seconds() - foretold.prediction().seconds());
        if (late.getLast() < LATE_SECONDS || late.size() == ATTEMPTS) {
          return Optional.of(
              "seed %d: %s%nlate by %s seconds%n%s"
                  .formatted(machine.seed(), different, late, machine.definition()));
        }
      }
    }
  }

  private Ran run(GeneratedMachine machine) {
    var stateMachine =
        sfn.createStateMachine(r ->
                r.name(GeneratedTasks.nameOf(machine))
                    .roleArn(machine.request().identity().roleArn())
                    .definition(JsonText.write(machine.definition())))
            .stateMachineArn();
    var execution =
        sfn.startExecution(
                r -> r.stateMachineArn(stateMachine).input(JsonText.write(machine.input())))
            .executionArn();
    var stop = stop(machine, execution);
    server.part(Executions.class).awaitClosed(execution, PATIENCE).toFuture().join();
    if (stop.isDone()) {
      stop.join();
    }
    stop.cancel(false);
    return new Ran(
        outcome(sfn.describeExecution(r -> r.executionArn(execution))), events(execution));
  }

  /** Stops the execution when it is time to, if ever. */
  private CompletableFuture<?> stop(GeneratedMachine machine, String execution) {
    return machine.stopAfter() == null
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.runAsync(
            () ->
                sfn.stopExecution(r ->
                    r.executionArn(execution)
                        .error(Prediction.STOP_ERROR)
                        .cause(Prediction.STOP_CAUSE)),
            CompletableFuture.delayedExecutor(machine.stopAfter(), TimeUnit.SECONDS));
  }

  private static ExecutionOutcome outcome(DescribeExecutionResponse ended) {
    return switch (ended.status()) {
      case SUCCEEDED -> new ExecutionOutcome.Succeeded(JsonText.parse(ended.output()));
      case FAILED, TIMED_OUT, ABORTED ->
          new ExecutionOutcome.Unsuccessful(
              new ExecutionFailure(
                  ExecutionStatus.valueOf(ended.statusAsString()), ended.error(), ended.cause()));
      default -> throw new IllegalStateException("it has not ended: " + ended);
    };
  }

  private ArrayNode events(String execution) {
    var events = JsonText.MAPPER.createArrayNode();
    var request = JsonText.MAPPER.createObjectNode().put("executionArn", execution);
    var page = history(request);
    page.get("events").forEach(events::add);
    while (page.has("nextToken")) {
      page = history(request.set("nextToken", page.get("nextToken")));
      page.get("events").forEach(events::add);
    }
    return events;
  }

  private JsonNode history(JsonNode request) {
    try {
      var answer = server.call("GetExecutionHistory", JsonText.write(request));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return JsonText.parse(answer.body());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
