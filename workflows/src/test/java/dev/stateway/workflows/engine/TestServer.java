package dev.stateway.workflows.engine;

import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionVisibility;
import dev.stateway.workflows.execution.StopReason;
import dev.stateway.workflows.items.ObjectsInMemory;
import dev.stateway.workflows.task.TaskRequest;
import dev.stateway.workflows.temporal.ExecutionWorker;
import dev.stateway.workflows.temporal.TemporalJson;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Temporal's test server, whose time is skipped, with a worker for executions. */
public final class TestServer implements AutoCloseable {
  private static final String TASK_QUEUE = "stateway";

  private final TestWorkflowEnvironment environment;
  private final TemporalTasks tasks;
  private final Worker worker;
  private final ObjectsInMemory objects = new ObjectsInMemory();
  private final Map<String, ScriptedTasks> scripts = new ConcurrentHashMap<>();

  /** A server of one's own. */
  public TestServer(WorkerInterceptor... interceptors) {
    var options =
        TestEnvironmentOptions.newBuilder()
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder(ExecutionWorker.factoryOptions())
                    .setWorkerInterceptors(interceptors)
                    .build())
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder()
                    .setDataConverter(TemporalJson.dataConverter(new PayloadsInMemory()))
                    .setIdentity("worker")
                    .build());
    ExecutionVisibility.SEARCH_ATTRIBUTES.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    environment = TestWorkflowEnvironment.newInstance(options.build());
    tasks = new TemporalTasks(environment);
    worker = environment.newWorker(TASK_QUEUE, ExecutionWorker.workerOptions());
    ExecutionWorker.register(worker, tasks, TemporalTasks::seal, objects);
    environment.start();
  }

  /** Lets workers work on the activities of this case until it is closed. */
  ActivityWorkers workersOfActivities(EngineCase engineCase) {
    return new ActivityWorkers(environment, tasks, engineCase);
  }

  /** A workflow that can be started for this case. */
  WorkflowStub workflow(EngineCase engineCase) {
    var arn = engineCase.request().identity().executionArn();
    var script = engineCase.tasks();
    tasks.script(arn, script::call);
    tasks.onStop(arn, script::stop);
    scripts.put(engineCase.id(), script);
    engineCase.putObjects(objects);
    return workflowAgain(engineCase);
  }

  /** The same, for one that has run and whose tasks go on with their script. */
  WorkflowStub workflowAgain(EngineCase engineCase) {
    return workflow(engineCase.id(), engineCase.startedBy());
  }

  /** What the tasks of this case do. */
  ScriptedTasks tasks(EngineCase engineCase) {
    return Objects.requireNonNull(scripts.get(engineCase.id()));
  }

  private WorkflowStub workflow(String id, String startedBy) {
    return environment
        .getWorkflowClient()
        .newUntypedWorkflowStub(
            "machine",
            WorkflowOptions.newBuilder()
                .setTaskQueue(TASK_QUEUE)
                .setWorkflowId("machine:" + id)
                .setMemo(Map.of(ExecutionVisibility.MEMO_STARTED_BY, startedBy))
                .build());
  }

  /** Runs an execution to its end; see {@link ScriptedTasks} for the form of the answers. */
  public EngineResult run(
      ExecutionRequest request,
      Function<TaskRequest, JsonNode> answers,
      @Nullable Duration stopAfter,
      StopReason reason) {
    tasks.script(request.identity().executionArn(), answers);
    var stub = workflow(request.identity().executionName(), "");
    if (stopAfter != null) {
      after(stopAfter, () -> stub.cancel(reason.toText()));
    }
    return TemporalExecutor.run(stub, request);
  }

  /** The worker for executions. */
  Worker worker() {
    return worker;
  }

  /** The history of the workflow that ran for this case. */
  WorkflowExecutionHistory history(EngineCase engineCase) {
    return environment.getWorkflowClient().fetchHistory("machine:" + engineCase.id());
  }

  /** Whichever run of the workflow of this case is the latest. */
  WorkflowStub latestRun(EngineCase engineCase) {
    return run(engineCase, "");
  }

  /** The runs of the workflow of this case, the oldest first. */
  List<WorkflowStub> runs(EngineCase engineCase) {
    var ids = new ArrayList<String>();
    var continuation = started(engineCase).continuation();
    if (continuation != null) {
      continuation.runs().forEach(run -> ids.add(run.runId()));
    }
    ids.add(startedEvent(engineCase).getOriginalExecutionRunId());
    return ids.stream().map(id -> run(engineCase, id)).toList();
  }

  private WorkflowStub run(EngineCase engineCase, String runId) {
    var target = WorkflowTargetOptions.newBuilder().setWorkflowId("machine:" + engineCase.id());
    return environment
        .getWorkflowClient()
        .newUntypedWorkflowStub(runId.isEmpty() ? target.build() : target.setRunId(runId).build());
  }

  /** What the latest run was started with. */
  ExecutionRequest started(EngineCase engineCase) {
    return environment
        .getWorkflowClient()
        .getOptions()
        .getDataConverter()
        .fromPayloads(
            0,
            Optional.of(startedEvent(engineCase).getInput()),
            ExecutionRequest.class,
            ExecutionRequest.class);
  }

  private WorkflowExecutionStartedEventAttributes startedEvent(EngineCase engineCase) {
    return history(engineCase)
        .getHistory()
        .getEvents(0)
        .getWorkflowExecutionStartedEventAttributes();
  }

  /** The server's time. */
  Instant now() {
    return Instant.ofEpochMilli(environment.currentTimeMillis());
  }

  /** The history of one of its runs. */
  WorkflowExecutionHistory history(EngineCase engineCase, String runId) {
    return environment.getWorkflowClient().fetchHistory("machine:" + engineCase.id(), runId);
  }

  /** The history of a run of any workflow; absent run id: of the latest. */
  WorkflowExecutionHistory history(String workflowId, @Nullable String runId) {
    return environment.getWorkflowClient().fetchHistory(workflowId, runId);
  }

  /** Does something when the server's time has gone on so far. */
  void after(Duration delay, Runnable action) {
    environment.registerDelayedCallback(delay, action);
  }

  @Override
  public void close() {
    environment.close();
  }
}
