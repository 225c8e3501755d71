package dev.stateway.workflows.engine;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.TranslationResult;
import dev.stateway.translator.Translator;
import dev.stateway.translator.model.MachineType;
import dev.stateway.translator.model.StateMachine;
import dev.stateway.workflows.approval.ApprovalView;
import dev.stateway.workflows.checkpoint.ExecutionCheckpoint;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.HistoryRequest;
import dev.stateway.workflows.execution.RunLimits;
import dev.stateway.workflows.inprocess.InProcessRuntime;
import dev.stateway.workflows.interpreter.ExecutionOutcome;
import dev.stateway.workflows.interpreter.Interpreter;
import dev.stateway.workflows.runtime.ExecutionRuntime.Run;
import dev.stateway.workflows.temporal.TemporalJson;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The runs of one execution in process: what each gives to the next goes through JSON text. */
public final class Runs {
  private final InProcessRuntime runtime;
  private final StateMachine machine;
  private final ArrayNode events = JsonText.MAPPER.createArrayNode();
  private ExecutionRequest request;
  private Interpreter latest;
  private final Map<String, ApprovalView> approvals = new LinkedHashMap<>();
  private int count = 1;

  public Runs(InProcessRuntime runtime, ExecutionRequest request) {
    this.runtime = runtime;
    this.machine = machine(request);
    this.request = request;
    this.latest = new Interpreter(runtime, request);
  }

  /**
   * With limits that let it go on in another run wherever that is possible and so many events have
   * been recorded.
   */
  public static ExecutionRequest of(ExecutionRequest request, int eventsEach) {
    return request.withRunLimits(RunLimits.recordedEvents(eventsEach, Duration.ZERO));
  }

  /** Runs it until it has ended. */
  public ExecutionOutcome toTheEnd() {
    return toTheEnd(0);
  }

  /** The same, redriving it so often if it ends unsuccessfully. */
  ExecutionOutcome toTheEnd(int redrives) {
    var left = redrives;
    while (true) {
      var outcome = runtime.run(() -> latest.run(machine));
      events.addAll((ArrayNode) latest.history(all()).events());
      switch (outcome) {
        case ExecutionOutcome.Continued(var next) -> goOn(next);
        case ExecutionOutcome.Succeeded _ -> {
          return outcome;
        }
        case ExecutionOutcome.Unsuccessful _ -> {
          if (left-- == 0) {
            return outcome;
          }
          var point = latest.redrivePoint(events.size());
          goOn(redrive(request, runtime.run(), point, runtime.entropy().now()));
        }
      }
    }
  }

  private void goOn(ExecutionRequest next) {
    latest.approvals().forEach(view -> approvals.put(view.id(), view));
    request = throughText(next);
    latest = new Interpreter(runtime, request);
    count++;
  }

  /** What a redrive of an execution is started with whose last run has ended. */
  static ExecutionRequest redrive(
      ExecutionRequest last, Run run, ExecutionCheckpoint point, Instant now) {
    var before = last.continuation();
    var startDate = before == null ? run.startedAt() : before.startDate();
    return last.redriven(run.id(), startDate, now, point);
  }

  /** Does something from outside when the execution's clock has gone on so far. */
  void reportAfter(Duration delay, Runnable change) {
    runtime.reportAfter(delay, change);
  }

  /** What the latest run was started with. */
  public ExecutionRequest request() {
    return request;
  }

  /** The latest run. */
  public Interpreter latest() {
    return latest;
  }

  /** The approvals of all runs, as each of them last saw them. */
  public List<ApprovalView> approvals() {
    var all = new LinkedHashMap<>(approvals);
    latest.approvals().forEach(view -> all.put(view.id(), view));
    return List.copyOf(all.values());
  }

  /** How many there were. */
  public int count() {
    return count;
  }

  /** The events of all runs. */
  public JsonNode events() {
    return events;
  }

  /** What becomes of it on the way to another run. */
  static ExecutionRequest throughText(ExecutionRequest next) {
    var converter = TemporalJson.dataConverter();
    var payload = converter.toPayload(next).orElseThrow();
    return converter.fromPayload(payload, ExecutionRequest.class, ExecutionRequest.class);
  }

  private static HistoryRequest all() {
    return new HistoryRequest(0, Integer.MAX_VALUE, false, true);
  }

  /** Whether the definition can be run at all. */
  public static boolean canRun(ExecutionRequest request) {
    return translate(request) instanceof TranslationResult.Translated;
  }

  private static StateMachine machine(ExecutionRequest request) {
    return switch (translate(request)) {
      case TranslationResult.Translated(var machine, _) -> machine;
      case TranslationResult.Rejected(var problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private static TranslationResult translate(ExecutionRequest request) {
    var type = request.identity().express() ? MachineType.EXPRESS : MachineType.STANDARD;
    return Translator.translate(request.definition(), type);
  }
}
