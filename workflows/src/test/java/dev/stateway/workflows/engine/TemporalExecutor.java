package dev.stateway.workflows.engine;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.execution.ExecutionFailure;
import dev.stateway.workflows.execution.ExecutionMessages;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionVisibility;
import dev.stateway.workflows.execution.HistoryPage;
import dev.stateway.workflows.execution.HistoryRequest;
import dev.stateway.workflows.execution.StopReason;
import dev.stateway.workflows.interpreter.ExecutionOutcome;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** Runs cases as workflows on Temporal's test server. */
final class TemporalExecutor implements EngineExecutor {
  private final TestServer shared = new TestServer();

  @Override
  public EngineResult run(EngineCase engineCase) {
    if (!engineCase.leavesTasksOpen()) {
      return run(engineCase, shared);
    }
    // An activity that is never completed keeps the server from skipping time, for all that follow.
    try (var own = new TestServer()) {
      return run(engineCase, own);
    }
  }

  static EngineResult run(EngineCase engineCase, TestServer server) {
    var stub = server.workflow(engineCase);
    engineCase
        .decisions()
        .forEach(d -> server.after(EngineCase.afterSeconds(d), () -> decide(stub, d)));
    engineCase
        .stop()
        .ifPresent(stop ->
            server.after(
                EngineCase.afterSeconds(stop),
                () -> stub.cancel(StopReason.fromText(stop.toString()).toText())));
    return run(stub, engineCase.request());
  }

  static EngineResult run(WorkflowStub stub, ExecutionRequest request) {
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
    shared.close();
  }

  @Override
  public String toString() {
    return "Temporal";
  }
}
