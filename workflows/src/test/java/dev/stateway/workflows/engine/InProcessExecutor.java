package dev.stateway.workflows.engine;

import dev.stateway.workflows.execution.StopReason;
import dev.stateway.workflows.inprocess.InProcessRuntime;
import dev.stateway.workflows.items.ObjectsInMemory;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** Runs cases in process, with a virtual clock: in one run, or in as many as there can be. */
final class InProcessExecutor implements EngineExecutor {
  private static final Instant START = Instant.parse("2024-02-29T12:00:00Z");

  private final boolean inManyRuns;

  InProcessExecutor(boolean inManyRuns) {
    this.inManyRuns = inManyRuns;
  }

  @Override
  public EngineResult run(EngineCase engineCase) {
    var tasks = engineCase.tasks();
    var objects = engineCase.putObjects(new ObjectsInMemory());
    var runtime = InProcessRuntime.withVirtualClock(tasks, START, 1, objects);
    var request = inManyRuns ? engineCase.requestOfManyRuns() : engineCase.request();
    runtime.startedBy(engineCase.startedBy());
    var runs = new Runs(runtime, request);
    engineCase.decisions().forEach(d -> decide(runtime, runs, d));
    engineCase.stop().ifPresent(stop -> stop(runtime, runs, stop));
    var outcome = runs.toTheEnd(engineCase.redrives());
    return new EngineResult(outcome, runs.events(), runs.approvals(), tasks.stopped());
  }

  private static void decide(InProcessRuntime runtime, Runs runs, JsonNode decision) {
    runtime.reportAfter(
        EngineCase.afterSeconds(decision),
        () -> {
          var id = runs.approvals().getLast().id();
          if (EngineCase.isDelegation(decision)) {
            runs.latest().delegate(EngineCase.delegation(decision, id));
          } else {
            runs.latest().decide(EngineCase.decision(decision, id));
          }
        });
  }

  private static void stop(InProcessRuntime runtime, Runs runs, JsonNode stop) {
    runtime.reportAfter(
        EngineCase.afterSeconds(stop),
        () -> runs.latest().stop(StopReason.fromText(stop.toString())));
  }

  @Override
  public void close() {
    // Nothing is left open.
  }

  @Override
  public String toString() {
    return inManyRuns ? "in process, in many runs" : "in process";
  }
}
