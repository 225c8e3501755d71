package dev.stateway.workflows.engine;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.checkpoint.ExecutionCheckpoint;
import dev.stateway.workflows.execution.ExecutionFailure;
import dev.stateway.workflows.execution.ExecutionMessages;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionVisibility;
import dev.stateway.workflows.execution.HistoryPage;
import dev.stateway.workflows.execution.HistoryRequest;
import dev.stateway.workflows.execution.StopReason;
import dev.stateway.workflows.interpreter.ExecutionOutcome;
import dev.stateway.workflows.runtime.ExecutionRuntime.Run;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Runs cases as workflows on Temporal's test server: in one run, or in as many as there can be. */
final class TemporalExecutor implements EngineExecutor {
  /** Far longer than any case takes: its time is skipped. */
  private static final int PATIENCE_SECONDS = 60;

  private final TestServers shared = new TestServers();
  private final boolean inManyRuns;

  TemporalExecutor(boolean inManyRuns) {
    this.inManyRuns = inManyRuns;
  }

  @Override
  public EngineResult run(EngineCase engineCase) {
    var request = inManyRuns ? engineCase.requestOfManyRuns() : engineCase.request();
    if (!engineCase.leavesTasksOpen() && !engineCase.hasMapRun()) {
      return shared.run(server -> run(engineCase, request, server));
    }
    // An activity that is never completed keeps the server from skipping time, for all that follow;
    // so does what comes to a workflow that ends at that moment.
    try (var own = new TestServer()) {
      return run(engineCase, request, own);
    }
  }

  static EngineResult run(EngineCase engineCase, ExecutionRequest request, TestServer server) {
    var stub = server.workflow(engineCase);
    var latestRun = server.latestRun(engineCase);
    engineCase
        .decisions()
        .forEach(d -> server.after(EngineCase.afterSeconds(d), () -> decide(latestRun, d)));
    engineCase
        .stop()
        .ifPresent(stop ->
            server.after(
                EngineCase.afterSeconds(stop),
                () -> latestRun.cancel(StopReason.fromText(stop.toString()).toText())));
    try (var _ = server.workersOfActivities(engineCase)) {
      return run(engineCase, request, server, stub);
    }
  }

  private static EngineResult run(
      EngineCase engineCase, ExecutionRequest request, TestServer server, WorkflowStub first) {
    var stub = first;
    stub.start(request);
    var outcome = outcome(stub);
    for (var left = engineCase.redrives();
        left > 0 && outcome instanceof ExecutionOutcome.Unsuccessful;
        left--) {
      stub = redrive(engineCase, server);
      outcome = outcome(stub);
    }
    var events = JsonText.MAPPER.createArrayNode();
    server.runs(engineCase).forEach(run -> events.addAll(events(run)));
    return new EngineResult(outcome, events, approvals(stub), server.tasks(engineCase).stopped());
  }

  /** Runs an execution that stays in one run. */
  static EngineResult run(WorkflowStub stub, ExecutionRequest request) {
    stub.start(request);
    var outcome = outcome(stub);
    return new EngineResult(
        outcome, events(stub), approvals(stub), JsonText.MAPPER.createArrayNode());
  }

  private static WorkflowStub redrive(EngineCase engineCase, TestServer server) {
    var runs = server.runs(engineCase);
    var last = runs.getLast();
    var lastEventId = runs.stream().mapToInt(run -> events(run).size()).sum();
    var point = last.query(ExecutionMessages.REDRIVE_POINT, ExecutionCheckpoint.class, lastEventId);
    var started = server.started(engineCase);
    var run =
        new Run(
            Objects.requireNonNull(last.getExecution()).getRunId(),
            last.describe().getExecutionTime());
    var stub = server.workflowAgain(engineCase);
    stub.start(Runs.redrive(started, run, point, server.now()));
    return stub;
  }

  private static ArrayNode events(WorkflowStub run) {
    var all = new HistoryRequest(0, 100_000, false, true);
    return (ArrayNode) run.query(ExecutionMessages.HISTORY, HistoryPage.class, all).events();
  }

  private static ExecutionOutcome outcome(WorkflowStub stub) {
    try {
      return new ExecutionOutcome.Succeeded(
          Objects.requireNonNullElse(
              stub.getResult(PATIENCE_SECONDS, TimeUnit.SECONDS, JsonNode.class),
              JsonText.MAPPER.nullNode()));
    } catch (TimeoutException _) {
      throw new TestServers.TimeStandsStill();
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
    var id = approvals(stub).getLast().id();
    if (EngineCase.isDelegation(decision)) {
      stub.signal(ExecutionMessages.DELEGATE_APPROVAL, EngineCase.delegation(decision, id));
    } else {
      stub.signal(ExecutionMessages.DECIDE_APPROVAL, EngineCase.decision(decision, id));
    }
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
    return inManyRuns ? "Temporal, in many runs" : "Temporal";
  }
}
