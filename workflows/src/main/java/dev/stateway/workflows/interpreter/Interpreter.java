package dev.stateway.workflows.interpreter;

import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.model.Flow;
import dev.stateway.translator.model.StateMachine;
import dev.stateway.workflows.approval.ApprovalDecision;
import dev.stateway.workflows.approval.ApprovalDelegation;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.checkpoint.ExecutionCheckpoint;
import dev.stateway.workflows.checkpoint.Place.Entering;
import dev.stateway.workflows.execution.ExecutionFailure;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.execution.HistoryPage;
import dev.stateway.workflows.execution.HistoryRequest;
import dev.stateway.workflows.execution.StopReason;
import dev.stateway.workflows.history.EventDetails;
import dev.stateway.workflows.history.ExecutionHistory;
import dev.stateway.workflows.history.HistoryEventType;
import dev.stateway.workflows.interpreter.ExecutionOutcome.Continued;
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
  private final ExecutionHistory history;
  private final Cancellation cancellation = new Cancellation(null);
  private final Approvals approvals;
  private @Nullable Execution execution;
  private @Nullable StopReason stopReason;
  private boolean hasEnded;

  /** An execution that has not started yet, or that goes on in this run. */
  public Interpreter(ExecutionRuntime runtime, ExecutionRequest request) {
    this.runtime = runtime;
    this.request = request;
    this.approvals = new Approvals(runtime, request);
    var continuation = request.continuation();
    this.history =
        new ExecutionHistory(
            continuation == null ? STARTED_EVENT : continuation.checkpoint().lastEventId() + 1);
    if (continuation != null) {
      // Decisions may arrive before anything runs.
      continuation.checkpoint().approvals().forEach(approvals::restore);
    }
  }

  /** Runs it to its end, or until it has to go on in another run. */
  public ExecutionOutcome run(StateMachine machine) {
    var itsExecution = new Execution(runtime, history, request, approvals, cancellation);
    execution = itsExecution;
    try {
      recordBegin();
      limitTime(itsExecution, machine);
      takePlace(itsExecution.line(), machine.flow());
      var outcome = runStates(machine, itsExecution.line());
      cancellation.forgetDeadline();
      show(outcome);
      itsExecution.stopping().await();
      return outcome;
    } catch (HandedOver handedOver) {
      return new Continued(handedOver.next());
    }
  }

  /** Ends it before its first state: its definition cannot be run. */
  public ExecutionOutcome reject(String cause) {
    recordBegin();
    history.add(
        HistoryEventType.EXECUTION_FAILED,
        history.lastId(),
        runtime.entropy().now(),
        errorDetails(ErrorName.RUNTIME, cause));
    var outcome = unsuccessful(ExecutionStatus.FAILED, ErrorName.RUNTIME, cause);
    show(outcome);
    return outcome;
  }

  private void recordBegin() {
    var continuation = request.continuation();
    var now = runtime.entropy().now();
    if (continuation == null) {
      history.add(HistoryEventType.EXECUTION_STARTED, 0, now, startedDetails());
    } else if (continuation.redriven()) {
      var count = EventDetails.none().number("redriveCount", (long) continuation.redriveCount());
      history.add(HistoryEventType.EXECUTION_REDRIVEN, history.lastId(), now, count);
      approvals.show();
    }
  }

  private void limitTime(Execution itsExecution, StateMachine machine) {
    var continuation = request.continuation();
    var now = itsExecution.now();
    var limit = timeLimit(machine);
    var deadline =
        continuation == null || continuation.redriven()
            ? limit == null ? null : now.plus(limit)
            : continuation.checkpoint().deadline();
    if (deadline != null) {
      itsExecution.endAt(deadline);
      cancellation.endAt(
          runtime.timer(Duration.between(now, deadline), request.identity().stateMachineName()));
    }
  }

  private void takePlace(Branch line, Flow flow) {
    var continuation = request.continuation();
    var checkpoint = continuation == null ? null : continuation.checkpoint().line();
    if (checkpoint == null) {
      line.continueFrom(history.lastId());
      line.comeTo(new Entering(flow.startAt(), request.input()));
    } else {
      line.restore(flow, checkpoint);
    }
  }

  /**
   * Where a redrive of the execution goes on; only once it has ended unsuccessfully.
   *
   * @param lastEventId the last event of its history; 0: the last one it recorded, and the end that
   *     it could not record if it was terminated
   */
  public ExecutionCheckpoint redrivePoint(long lastEventId) {
    var last = lastEventId == 0 ? history.lastId() + (hasEnded ? 0 : 1) : lastEventId;
    return execution == null
        ? new ExecutionCheckpoint(runtime.entropy().now(), null, last, List.of(), null)
        : execution.toRedrive(last);
  }

  /** Ends it before its time; what is under way is stopped. */
  public void stop(StopReason reason) {
    if (stopReason == null) {
      stopReason = reason;
      cancellation.request();
    }
  }

  /** Lets somebody else decide on an approval. */
  public void delegate(ApprovalDelegation delegation) {
    approvals.delegate(delegation);
  }

  /** Takes an answer to an approval, of who may give one. */
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
      var output = new FlowRunner(branch, machine.flow()).run();
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
    branch.continueFrom(history.lastId());
    branch.record(HistoryEventType.EXECUTION_FAILED, errorDetails(ErrorName.RUNTIME, cause));
    return unsuccessful(ExecutionStatus.FAILED, ErrorName.RUNTIME, cause);
  }

  private void show(ExecutionOutcome outcome) {
    hasEnded = true;
    switch (outcome) {
      case Succeeded _ -> runtime.showEnd(ExecutionStatus.SUCCEEDED, null);
      case Unsuccessful(var failure) -> runtime.showEnd(failure.status(), failure);
      case Continued _ -> throw new IllegalStateException("it has not ended");
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

  private ExecutionOutcome unsuccessful(
      ExecutionStatus status, @Nullable String error, @Nullable String cause) {
    var most = request.settings().limits().historyEvents();
    var isFull = most != null && history.lastId() >= most - 1;
    return new Unsuccessful(new ExecutionFailure(status, error, cause, isFull ? true : null));
  }

  private static EventDetails errorDetails(@Nullable String error, @Nullable String cause) {
    return EventDetails.none().text("error", error).text("cause", cause);
  }
}
