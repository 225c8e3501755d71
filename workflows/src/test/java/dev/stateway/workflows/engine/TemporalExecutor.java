package dev.stateway.workflows.engine;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.execution.ExecutionFailure;
import dev.stateway.workflows.execution.ExecutionMessages;
import dev.stateway.workflows.execution.ExecutionVisibility;
import dev.stateway.workflows.execution.HistoryPage;
import dev.stateway.workflows.execution.HistoryRequest;
import dev.stateway.workflows.execution.StopReason;
import dev.stateway.workflows.interpreter.ExecutionOutcome;
import dev.stateway.workflows.temporal.ExecutionWorker;
import dev.stateway.workflows.temporal.TemporalJson;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** Runs cases as workflows on Temporal's test server, whose time is skipped. */
final class TemporalExecutor implements EngineExecutor {
  static final String TASK_QUEUE = "stateway";

  private final TestWorkflowEnvironment environment;
  private final TemporalTasks tasks;

  TemporalExecutor() {
    environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(ExecutionWorker.factoryOptions())
                .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder()
                        .setDataConverter(TemporalJson.dataConverter())
                        .build())
                .registerSearchAttribute(
                    ExecutionVisibility.STATUS.getName(),
                    IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
                .registerSearchAttribute(
                    ExecutionVisibility.APPROVALS.getName(),
                    IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST)
                .build());
    tasks = new TemporalTasks(environment);
    var worker = environment.newWorker(TASK_QUEUE, ExecutionWorker.workerOptions());
    ExecutionWorker.register(worker, tasks, TemporalTasks::seal);
    environment.start();
  }

  @Override
  public EngineResult run(EngineCase engineCase) {
    var request = engineCase.request();
    tasks.script(request.identity().executionArn(), engineCase.tasks());
    var stub =
        environment
            .getWorkflowClient()
            .newUntypedWorkflowStub(
                "machine",
                WorkflowOptions.newBuilder()
                    .setTaskQueue(TASK_QUEUE)
                    .setWorkflowId("machine:" + engineCase.id())
                    .build());
    engineCase
        .decisions()
        .forEach(decision ->
            environment.registerDelayedCallback(
                EngineCase.afterSeconds(decision), () -> decide(stub, decision)));
    engineCase
        .stop()
        .ifPresent(stop ->
            environment.registerDelayedCallback(
                EngineCase.afterSeconds(stop),
                () -> stub.cancel(StopReason.fromText(stop.toString()).toText())));
    stub.start(request);
    var outcome = outcome(stub);
    var page =
        stub.query(
            ExecutionMessages.HISTORY,
            HistoryPage.class,
            new HistoryRequest(0, 100_000, false, true));
    return new EngineResult(outcome, page.events(), approvals(stub));
  }

  private static ExecutionOutcome outcome(WorkflowStub stub) {
    try {
      return new ExecutionOutcome.Succeeded(
          Objects.requireNonNullElse(stub.getResult(JsonNode.class), JsonText.MAPPER.nullNode()));
    } catch (WorkflowFailedException failed) {
      return switch (failed.getCause()) {
        case ApplicationFailure application ->
            new ExecutionOutcome.Unsuccessful(
                application.getDetails().get(0, ExecutionFailure.class));
        case CanceledFailure _ ->
            new ExecutionOutcome.Unsuccessful(
                Objects.requireNonNull(
                    stub.describe()
                        .getMemo(
                            ExecutionVisibility.MEMO_FAILURE,
                            ExecutionFailure.class,
                            ExecutionFailure.class)));
        case null, default -> throw failed;
      };
    }
  }

  private static void decide(WorkflowStub stub, JsonNode decision) {
    stub.signal(
        ExecutionMessages.DECIDE_APPROVAL,
        InProcessExecutor.decision(decision, approvals(stub).getLast().id()));
  }

  private static List<ApprovalView> approvals(WorkflowStub stub) {
    return Arrays.asList(stub.query(ExecutionMessages.APPROVALS, ApprovalView[].class));
  }

  @Override
  public void close() {
    environment.close();
  }

  @Override
  public String toString() {
    return "Temporal";
  }
}
