package dev.stateway.benchmarks;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.ExecutionVisibility;
import dev.stateway.workflows.task.TaskHandler;
import dev.stateway.workflows.task.TaskRequest;
import dev.stateway.workflows.temporal.ExecutionWorker;
import dev.stateway.workflows.temporal.TemporalJson;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import tools.jackson.databind.JsonNode;

/**
 * What executions on a real Temporal server cost, beside a workflow of the same shape that was
 * written by hand: same server, same worker options, alternating rounds. The address is the first
 * argument, the number of executions a round the second.
 */
public final class ServerBenchmark {
  private static final String QUEUE = "benchmarks";
  private static final int AT_A_TIME = 50;
  private static final int ROUNDS = 3;
  private static final JsonNode INPUT = JsonText.parse("{\"n\": 1}");

  private final WorkflowClient client;

  private ServerBenchmark(WorkflowClient client) {
    this.client = client;
  }

  /** Runs all of them and prints what they give. */
  public static void main(String[] arguments) throws Exception {
    var stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(arguments[0]).build());
    addSearchAttributes(stubs);
    var client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setDataConverter(TemporalJson.dataConverter())
                .build());
    var factory = WorkerFactory.newInstance(client, ExecutionWorker.factoryOptions());
    var worker = factory.newWorker(QUEUE, ExecutionWorker.workerOptions());
    worker.registerWorkflowImplementationTypes(HandWritten.Workflows.class);
    worker.registerActivitiesImplementations((HandWritten.Echo) input -> input);
    ExecutionWorker.register(worker, new Echoes(), _ -> "no tokens");
    factory.start();
    try {
      new ServerBenchmark(client).run(Integer.parseInt(arguments[1]));
    } finally {
      factory.shutdownNow();
      stubs.shutdownNow();
    }
  }

  private static void addSearchAttributes(WorkflowServiceStubs stubs) {
    var operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(stubs.getRawChannel())
                .validateAndBuildWithDefaults());
    var request = AddSearchAttributesRequest.newBuilder().setNamespace("default");
    for (var key : ExecutionVisibility.SEARCH_ATTRIBUTES) {
      request.putSearchAttributes(key.getName(), key.getValueType());
    }
    operator.blockingStub().addSearchAttributes(request.build());
  }

  private void run(int executions) throws Exception {
    sideBySide("4 tasks, STANDARD", executions, false);
    sideBySide("4 tasks, EXPRESS", executions, true);
    var items = JsonText.MAPPER.createObjectNode();
    var list = items.putArray("items");
    for (var i = 0; i < 10_000; i++) {
      list.add(i);
    }
    once("inline Map of 10,000 Pass states", Machines.PASS_MAP, items);
    once("inline Map of 10,000 tasks", Machines.TASK_MAP, items);
    once(
        "loop of 1,000,000 states",
        Machines.JSON_PATH_LOOP.formatted(500_000),
        JsonText.parse("{\"n\": 0}"));
  }

  /** Warm-up rounds first, then rounds in turns; the medians are what counts. */
  private void sideBySide(String what, int executions, boolean express) throws Exception {
    var hand = new double[ROUNDS];
    var interpreted = new double[ROUNDS];
    round(executions / 2, () -> handWritten());
    round(executions / 2, () -> interpreted(Machines.FOUR_TASKS, INPUT, express));
    for (var i = 0; i < ROUNDS; i++) {
      hand[i] = round(executions, () -> handWritten());
      interpreted[i] = round(executions, () -> interpreted(Machines.FOUR_TASKS, INPUT, express));
    }
    var handLatency = latency(() -> handWritten());
    var latency = latency(() -> interpreted(Machines.FOUR_TASKS, INPUT, express));
    System.out.printf(
        "%s: %.1f executions/s, by hand %.1f, ratio %.2f; p50 alone %.1f ms, by hand %.1f, ratio"
            + " %.2f%n",
        what,
        median(interpreted),
        median(hand),
        median(interpreted) / median(hand),
        latency,
        handLatency,
        latency / handLatency);
  }

  private void once(String what, String definition, JsonNode input) {
    var start = System.nanoTime();
    interpreted(definition, input, false);
    System.out.printf("%s: %.1f s%n", what, (System.nanoTime() - start) / 1e9);
  }

  private static double round(int executions, Callable<?> execution) throws Exception {
    var slots = new Semaphore(AT_A_TIME);
    var start = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<java.util.concurrent.Future<?>>();
      for (var i = 0; i < executions; i++) {
        slots.acquire();
        running.add(
            threads.submit(() -> {
              try {
                return execution.call();
              } finally {
                slots.release();
              }
            }));
      }
      for (var future : running) {
        future.get();
      }
    }
    return executions / ((System.nanoTime() - start) / 1e9);
  }

  private static double latency(Callable<?> execution) throws Exception {
    var milliseconds = new double[21];
    for (var i = 0; i < milliseconds.length; i++) {
      var start = System.nanoTime();
      execution.call();
      milliseconds[i] = (System.nanoTime() - start) / 1e6;
    }
    return median(milliseconds);
  }

  private static double median(double[] values) {
    var sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static WorkflowOptions options(String id) {
    return WorkflowOptions.newBuilder()
        .setTaskQueue(QUEUE)
        .setWorkflowId(id)
        .setDisableEagerExecution(false)
        .build();
  }

  private JsonNode handWritten() {
    var stub =
        WorkflowStub.fromTyped(
            client.newWorkflowStub(HandWritten.class, options(UUID.randomUUID().toString())));
    stub.start(INPUT);
    return stub.getResult(JsonNode.class);
  }

  private JsonNode interpreted(String definition, JsonNode input, boolean express) {
    var name = UUID.randomUUID().toString();
    var stub = client.newUntypedWorkflowStub("machine", options("machine:" + name));
    stub.start(Machines.request(definition, name, input, express));
    return stub.getResult(JsonNode.class);
  }

  private static final class Echoes implements TaskHandler {
    @Override
    public JsonNode call(TaskRequest request, Progress progress) {
      return request.arguments();
    }

    @Override
    public JsonNode awaitCompletion(TaskRequest request, Progress progress) {
      return request.arguments();
    }

    @Override
    public void stop(TaskRequest request, Progress progress) {
      throw new IllegalStateException("nothing is stopped");
    }
  }
}
