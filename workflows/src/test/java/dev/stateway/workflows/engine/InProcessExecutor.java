package dev.stateway.workflows.engine;

import dev.stateway.translator.TranslationResult;
import dev.stateway.translator.Translator;
import dev.stateway.translator.model.MachineType;
import dev.stateway.workflows.approval.ApprovalDecision;
import dev.stateway.workflows.execution.HistoryRequest;
import dev.stateway.workflows.execution.StopReason;
import dev.stateway.workflows.inprocess.InProcessRuntime;
import dev.stateway.workflows.interpreter.Interpreter;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** Runs cases in process, with a virtual clock. */
final class InProcessExecutor implements EngineExecutor {
  private static final Instant START = Instant.parse("2024-02-29T12:00:00Z");

  @Override
  public EngineResult run(EngineCase engineCase) {
    var runtime = InProcessRuntime.withVirtualClock(engineCase.tasks(), START, 1);
    var request = engineCase.request();
    var interpreter = new Interpreter(runtime, request);
    engineCase.decisions().forEach(d -> decide(runtime, interpreter, d));
    engineCase.stop().ifPresent(stop -> stop(runtime, interpreter, stop));
    var type = engineCase.isExpress() ? MachineType.EXPRESS : MachineType.STANDARD;
    var outcome =
        switch (Translator.translate(request.definition(), type)) {
          case TranslationResult.Translated(var machine, _) ->
              runtime.run(() -> interpreter.run(machine));
          case TranslationResult.Rejected(var problems) ->
              throw new AssertionError(problems.toString());
        };
    var page = interpreter.history(new HistoryRequest(0, 100_000, false, true));
    return new EngineResult(outcome, page.events(), interpreter.approvals());
  }

  private static void decide(InProcessRuntime runtime, Interpreter interpreter, JsonNode decision) {
    runtime.reportAfter(
        EngineCase.afterSeconds(decision),
        () -> interpreter.decide(decision(decision, interpreter.approvals().getLast().id())));
  }

  private static void stop(InProcessRuntime runtime, Interpreter interpreter, JsonNode stop) {
    runtime.reportAfter(
        EngineCase.afterSeconds(stop),
        () -> interpreter.stop(StopReason.fromText(stop.toString())));
  }

  static ApprovalDecision decision(JsonNode decision, String approvalId) {
    return new ApprovalDecision(
        approvalId,
        decision.path("decisionId").asString("decision-1"),
        ApprovalDecision.Choice.valueOf(decision.get("decision").stringValue()),
        decision.path("by").asString("somebody"),
        decision.path("comment").asString(null),
        decision.get("formData"));
  }

  @Override
  public void close() {
    // Nothing is left open.
  }

  @Override
  public String toString() {
    return "in process";
  }
}
