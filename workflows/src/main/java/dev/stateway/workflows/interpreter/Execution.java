package dev.stateway.workflows.interpreter;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.checkpoint.ExecutionCheckpoint;
import dev.stateway.workflows.execution.Continuation;
import dev.stateway.workflows.execution.Continuation.RunSpan;
import dev.stateway.workflows.execution.ExecutionLimits;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;
import dev.stateway.workflows.history.EventDetails;
import dev.stateway.workflows.history.ExecutionHistory;
import dev.stateway.workflows.history.HistoryEventType;
import dev.stateway.workflows.runtime.ExecutionRuntime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What all branches of one execution share. */
final class Execution {
  /** Pure states between two pauses: well below what the runtime's deadlock detection allows. */
  private static final int STATES_PER_TURN = 1_000;

  private static final int SEMANTICS_OF_ROLES = 5;

  private final ExecutionRuntime runtime;
  private final ExecutionHistory history;
  private final ExecutionRequest request;
  private final Approvals approvals;
  private final Instant startTime;
  private final ObjectNode executionContext;
  private final JsonNode stateMachineContext;
  private final Cancellation cancellation;
  private final Branch line;
  private final Handover handover;
  private final Probe probe;
  private final Stopping stopping;
  private @Nullable Instant deadline;
  private boolean historyIsFull;
  private int statesInTurn;

  Execution(
      ExecutionRuntime runtime,
      ExecutionHistory history,
      ExecutionRequest request,
      Approvals approvals,
      Cancellation cancellation) {
    this(runtime, history, request, approvals, cancellation, Probe.NONE);
  }

  /** One whose one state is tested. */
  Execution(
      ExecutionRuntime runtime,
      ExecutionHistory history,
      ExecutionRequest request,
      Approvals approvals,
      Cancellation cancellation,
      Probe probe) {
    this.probe = probe;
    this.cancellation = cancellation;
    this.runtime = runtime;
    this.stopping = new Stopping(runtime);
    this.history = history;
    this.request = request;
    this.approvals = approvals;
    var continuation = request.continuation();
    this.startTime =
        continuation == null ? runtime.entropy().now() : continuation.checkpoint().startTime();
    this.executionContext = executionContext(request, startTime);
    probe.complete(executionContext);
    this.stateMachineContext =
        JsonText.MAPPER
            .createObjectNode()
            .put("Id", request.identity().stateMachineArn())
            .put("Name", request.identity().stateMachineName());
    this.line = Branch.outermost(this, cancellation);
    this.handover = new Handover(this);
  }

  ExecutionRuntime runtime() {
    return runtime;
  }

  ExecutionRequest request() {
    return request;
  }

  ExecutionIdentity identity() {
    return request.identity();
  }

  /** Whether there can be no further event but the last. */
  boolean isHistoryFull() {
    return historyIsFull;
  }

  /** Whether it was started with this meaning or a later one. */
  boolean hasSemantics(int number) {
    return request.semantics() >= number;
  }

  /** The role that decides what its tasks may; absent where none does. */
  @Nullable String roleOfTasks() {
    return hasSemantics(SEMANTICS_OF_ROLES) ? identity().roleArn() : null;
  }

  ExecutionLimits limits() {
    return request.settings().limits();
  }

  ExecutionHistory history() {
    return history;
  }

  /** The execution's own line of states. */
  Branch line() {
    return line;
  }

  /** The ASL text it runs. */
  String definition() {
    return request.definition();
  }

  /** The version of the interpreter's meaning it was started with. */
  int semantics() {
    return request.semantics();
  }

  /** Who looks on. */
  Probe probe() {
    return probe;
  }

  Approvals approvals() {
    return approvals;
  }

  Instant now() {
    return runtime.entropy().now();
  }

  Instant startTime() {
    return startTime;
  }

  void endAt(Instant time) {
    deadline = time;
  }

  // --- from run to run

  Handover handover() {
    return handover;
  }

  /** What the next run is started with; only while all lines hold. */
  ExecutionRequest nextRequest() {
    var before = request.continuation();
    var runs = new ArrayList<>(before == null ? List.<RunSpan>of() : before.runs());
    runs.add(new RunSpan(runtime.run().id(), history.firstId(), false));
    return request.continuedFrom(
        new Continuation(
            runs,
            before == null ? runtime.run().startedAt() : before.startDate(),
            before == null ? 0 : before.redriveCount(),
            before == null ? null : before.redriveDate(),
            false,
            new ExecutionCheckpoint(
                startTime, deadline, history.lastId(), approvals.pending(), line.checkpoint())));
  }

  /** Where a redrive takes the ended execution up, when this is the last event of its history. */
  ExecutionCheckpoint toRedrive(long lastEventId) {
    return new ExecutionCheckpoint(startTime, null, lastEventId, List.of(), line.toRedrive());
  }

  /** The event that what goes on follows from: in a redrive that of the redrive itself. */
  long previousEvent(long ofCheckpoint) {
    var continuation = request.continuation();
    return continuation != null && continuation.redriven() ? history.firstId() : ofCheckpoint;
  }

  // --- history and context

  /**
   * Records an event.
   *
   * @throws FlowAborted where the history may have only one more: the one that ends the execution
   */
  long record(HistoryEventType type, long previousEvent, EventDetails details) {
    var most = limits().historyEvents();
    if (most != null && history.lastId() >= most - 1 && !type.endsExecution()) {
      historyIsFull = true;
      cancellation.request();
      throw new FlowAborted();
    }
    return history.add(type, previousEvent, now(), details);
  }

  /** The members of the context object that every state sees. */
  ObjectNode context() {
    var context = JsonText.MAPPER.createObjectNode();
    context.set("Execution", executionContext);
    context.set("StateMachine", stateMachineContext);
    return context;
  }

  /**
   * To be called at every state: long stretches of pure states must give the turn away now and
   * then.
   */
  void nextState() {
    statesInTurn++;
    if (statesInTurn >= STATES_PER_TURN) {
      statesInTurn = 0;
      runtime.pause();
    }
  }

  /** What was stopped of it. */
  Stopping stopping() {
    return stopping;
  }

  private static ObjectNode executionContext(ExecutionRequest request, Instant startTime) {
    var context = JsonText.MAPPER.createObjectNode();
    context.put("Id", request.identity().executionArn());
    context.set("Input", request.input());
    context.put("StartTime", Timestamps.format(startTime));
    context.put("Name", request.identity().executionName());
    if (request.identity().roleArn() != null) {
      context.put("RoleArn", request.identity().roleArn());
    }
    var continuation = request.continuation();
    if (!request.settings().synchronous()) {
      // AWS shows none where there can be no redrive because nobody comes back.
      context.put("RedriveCount", continuation == null ? 0 : continuation.redriveCount());
    }
    if (continuation != null && continuation.redriveDate() != null) {
      context.put("RedriveTime", Timestamps.format(continuation.redriveDate()));
    }
    return context;
  }
}
