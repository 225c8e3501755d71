package dev.stateway.workflows.engine;

import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionVisibility;
import dev.stateway.workflows.execution.StopReason;
import dev.stateway.workflows.task.TaskRequest;
import dev.stateway.workflows.temporal.ExecutionWorker;
import dev.stateway.workflows.temporal.TemporalJson;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Temporal's test server, whose time is skipped, with a worker for executions. */
public final class TestServer implements AutoCloseable {
  private static final String TASK_QUEUE = "stateway";

  private final TestWorkflowEnvironment environment;
  private final TemporalTasks tasks;
  private final Worker worker;

  /** A server of one's own. */
  public TestServer(WorkerInterceptor... interceptors) {
    environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder(ExecutionWorker.factoryOptions())
                        .setWorkerInterceptors(interceptors)
                        .build())
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(TemporalJson.dataConverter())
                        .setIdentity("worker")
                        .build())
                .registerSearchAttribute(
                    ExecutionVisibility.STATUS.getName(),
                    IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .registerSearchAttribute(
                    ExecutionVisibility.APPROVALS.getName(),
                    IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST)
                .build());
    tasks = new TemporalTasks(environment);
    worker = environment.newWorker(TASK_QUEUE, ExecutionWorker.workerOptions());
    ExecutionWorker.register(worker, tasks, TemporalTasks::seal);
    environment.start();
  }

  /** A workflow that can be started for this case. */
  WorkflowStub workflow(EngineCase engineCase) {
    return workflow(engineCase.id(), engineCase.request(), engineCase.tasks()::answer);
  }

  private WorkflowStub workflow(
      String id, ExecutionRequest request, Function<TaskRequest, JsonNode> answers) {
    tasks.script(request.identity().executionArn(), answers);
    return environment
        .getWorkflowClient()
        .newUntypedWorkflowStub(
            "machine",
            WorkflowOptions.newBuilder()
                .setTaskQueue(TASK_QUEUE)
                .setWorkflowId("machine:" + id)
                .build());
  }

  /** Runs an execution to its end; see {@link ScriptedTasks} for the form of the answers. */
  public EngineResult run(
      ExecutionRequest request,
      Function<TaskRequest, JsonNode> answers,
      @Nullable Duration stopAfter,
      StopReason reason) {
    var stub = workflow(request.identity().executionName(), request, answers);
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

  /** Does something when the server's time has gone on so far. */
  void after(Duration delay, Runnable action) {
    environment.registerDelayedCallback(delay, action);
  }

  @Override
  public void close() {
    environment.close();
  }
}
