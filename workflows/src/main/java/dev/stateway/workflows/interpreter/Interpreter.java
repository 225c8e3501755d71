package dev.stateway.workflows.interpreter;

import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.model.StateMachine;
import dev.stateway.workflows.approval.ApprovalDecision;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.execution.ExecutionFailure;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.execution.HistoryPage;
import dev.stateway.workflows.execution.HistoryRequest;
import dev.stateway.workflows.execution.StopReason;
import dev.stateway.workflows.history.EventDetails;
import dev.stateway.workflows.history.ExecutionHistory;
import dev.stateway.workflows.history.HistoryEventType;
import dev.stateway.workflows.interpreter.ExecutionOutcome.Succeeded;
import dev.stateway.workflows.interpreter.ExecutionOutcome.Unsuccessful;
import dev.stateway.workflows.runtime.ExecutionRuntime;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs one execution of a state machine from its first event to its last.
 *
 * @see <a href="https://states-language.net/spec.html">Amazon States Language</a>
 */
public final class Interpreter {
  /** The id of ExecutionStarted. */
  static final long STARTED_EVENT = 1;

  /** How long AWS lets an EXPRESS execution run. */
  private static final Duration EXPRESS_LIMIT = Duration.ofMinutes(5);

  private final ExecutionRuntime runtime;
  private final ExecutionRequest request;
  private final ExecutionHistory history = new ExecutionHistory();
  private final Cancellation cancellation = new Cancellation(null);
  private final Approvals approvals;
  private @Nullable StopReason stopReason;

  /** An execution that has not started yet. */
  public Interpreter(ExecutionRuntime runtime, ExecutionRequest request) {
    this.runtime = runtime;
    this.request = request;
    this.approvals = new Approvals(runtime, request.identity());
  }

  /** Runs it to its end. */
  public ExecutionOutcome run(StateMachine machine) {
    var execution = new Execution(runtime, history, request, approvals, cancellation);
    var branch = Branch.outermost(execution, cancellation);
    branch.record(HistoryEventType.EXECUTION_STARTED, startedDetails());
    var limit = timeLimit(machine);
    if (limit != null) {
      cancellation.endAt(runtime.timer(limit, request.identity().stateMachineName()));
    }
    var outcome = runStates(machine, branch);
    cancellation.forgetDeadline();
    show(outcome);
    execution.awaitStopped();
    return outcome;
  }

  /** Ends it before its first state: its definition cannot be run. */
  public ExecutionOutcome reject(String cause) {
    var started =
        history.add(
            HistoryEventType.EXECUTION_STARTED, 0, runtime.entropy().now(), startedDetails());
    history.add(
        HistoryEventType.EXECUTION_FAILED,
        started,
        runtime.entropy().now(),
        errorDetails(ErrorName.RUNTIME, cause));
    var outcome = unsuccessful(ExecutionStatus.FAILED, ErrorName.RUNTIME, cause);
    show(outcome);
    return outcome;
  }

  /** Ends it before its time; what is under way is stopped. */
  public void stop(StopReason reason) {
    if (stopReason == null) {
      stopReason = reason;
      cancellation.request();
    }
  }

  /** Takes an answer to an approval; only the first one counts. */
  public void decide(ApprovalDecision decision) {
    approvals.decide(decision);
  }

  /** All approvals of the execution, the oldest first. */
  public List<ApprovalView> approvals() {
    return approvals.views();
  }

  /** A page of its events. */
  public HistoryPage history(HistoryRequest page) {
    return history.page(page);
  }

  private ExecutionOutcome runStates(StateMachine machine, Branch branch) {
    try {
      var output = new FlowRunner(branch).run(machine.flow(), request.input());
      branch.record(
          HistoryEventType.EXECUTION_SUCCEEDED, EventDetails.none().payload("output", output));
      return new Succeeded(output);
    } catch (FlowFailure failure) {
      branch.record(
          HistoryEventType.EXECUTION_FAILED, errorDetails(failure.error(), failure.cause()));
      return unsuccessful(ExecutionStatus.FAILED, failure.error(), failure.cause());
    } catch (FlowAborted _) {
      return aborted(branch);
    }
  }

  private ExecutionOutcome aborted(Branch branch) {
    if (branch.execution().isHistoryFull()) {
      return historyFull(branch);
    }
    try {
      AbortEvents.recordFor(branch);
    } catch (FlowAborted _) {
      return historyFull(branch);
    }
    var reason = stopReason;
    if (reason == null) {
      branch.record(HistoryEventType.EXECUTION_TIMED_OUT, EventDetails.none());
      return unsuccessful(ExecutionStatus.TIMED_OUT, null, null);
    }
    branch.record(HistoryEventType.EXECUTION_ABORTED, errorDetails(reason.error(), reason.cause()));
    return unsuccessful(ExecutionStatus.ABORTED, reason.error(), reason.cause());
  }

  private ExecutionOutcome historyFull(Branch branch) {
    var cause =
        "The execution reached the maximum number of history events (%d)."
            .formatted(request.settings().limits().historyEvents());
    branch.continueFrom(history.size());
    branch.record(HistoryEventType.EXECUTION_FAILED, errorDetails(ErrorName.RUNTIME, cause));
    return unsuccessful(ExecutionStatus.FAILED, ErrorName.RUNTIME, cause);
  }

  private void show(ExecutionOutcome outcome) {
    switch (outcome) {
      case Succeeded _ -> runtime.showEnd(ExecutionStatus.SUCCEEDED, null);
      case Unsuccessful(var failure) -> runtime.showEnd(failure.status(), failure);
    }
  }

  private EventDetails startedDetails() {
    return EventDetails.none()
        .payload("input", request.input())
        .text("roleArn", request.identity().roleArn());
  }

  private @Nullable Duration timeLimit(StateMachine machine) {
    var timeout = machine.timeout();
    if (!request.identity().express()) {
      return timeout;
    }
    return timeout == null || timeout.compareTo(EXPRESS_LIMIT) > 0 ? EXPRESS_LIMIT : timeout;
  }

  private static ExecutionOutcome unsuccessful(
      ExecutionStatus status, @Nullable String error, @Nullable String cause) {
    return new Unsuccessful(new ExecutionFailure(status, error, cause));
  }

  private static EventDetails errorDetails(@Nullable String error, @Nullable String cause) {
    return EventDetails.none().text("error", error).text("cause", cause);
  }
}
