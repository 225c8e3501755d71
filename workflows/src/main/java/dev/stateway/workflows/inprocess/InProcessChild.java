package dev.stateway.workflows.inprocess;

import dev.stateway.translator.TranslationResult;
import dev.stateway.translator.Translator;
import dev.stateway.translator.model.MachineType;
import dev.stateway.translator.model.StateMachine;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.StopReason;
import dev.stateway.workflows.interpreter.ExecutionOutcome;
import dev.stateway.workflows.interpreter.Interpreter;
import dev.stateway.workflows.maprun.ChildInput;
import dev.stateway.workflows.maprun.ChildProgram;
import dev.stateway.workflows.maprun.ChildResult;
import dev.stateway.workflows.maprun.PendingChild;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An execution of a Map Run as a thread of the execution that has the Map Run. */
final class InProcessChild implements PendingChild {
  private final InProcessRuntime runtime;
  private final ChildInput child;
  private final Instant startDate;
  private ExecutionRequest request;
  private Interpreter interpreter;
  private boolean cancelled;
  private @Nullable ChildResult result;

  private InProcessChild(
      InProcessRuntime runtime, ExecutionRequest request, ChildInput child, Instant startDate) {
    this.runtime = runtime;
    this.request = request;
    this.child = child;
    this.startDate = startDate;
    this.interpreter = new Interpreter(runtime, request);
  }

  /** Starts it; it gets its first turn when the caller waits. */
  static InProcessChild begin(
      InProcessRuntime runtime, StateMachine machine, ChildProgram program, ChildInput child) {
    var request = program.request(child);
    return new InProcessChild(runtime, request, child, runtime.entropy().now()).begin(machine);
  }

  /** The same execution where it failed. */
  InProcessChild redrive(StateMachine machine, ChildInput again) {
    var point = interpreter.redrivePoint(0);
    var now = runtime.entropy().now();
    var next = request.redriven(runtime.run().id(), startDate, now, point);
    return new InProcessChild(runtime, next, again, startDate).begin(machine);
  }

  private InProcessChild begin(StateMachine machine) {
    runtime.fork(() -> result = result(run(machine)));
    return this;
  }

  private ExecutionOutcome run(StateMachine machine) {
    var outcome = interpreter.run(machine);
    while (outcome instanceof ExecutionOutcome.Continued(var next)) {
      request = next;
      interpreter = new Interpreter(runtime, next);
      if (cancelled) {
        cancel();
      }
      outcome = interpreter.run(machine);
    }
    return outcome;
  }

  /** The state machine that all executions of a Map Run are of. */
  static StateMachine machine(ChildProgram program) {
    var type = program.identity().express() ? MachineType.EXPRESS : MachineType.STANDARD;
    return switch (Translator.translate(program.definition(), type)) {
      case TranslationResult.Translated(var machine, _) -> machine;
      case TranslationResult.Rejected(var problems) ->
          throw new IllegalStateException("a part of a translated definition: " + problems);
    };
  }

  private ChildResult result(ExecutionOutcome outcome) {
    var stopDate = runtime.entropy().now();
    var continuation = request.continuation();
    var redrives = continuation == null ? 0 : continuation.redriveCount();
    return switch (outcome) {
      case ExecutionOutcome.Succeeded(var output) ->
          ChildResult.succeeded(child, output, startDate, stopDate, redrives);
      case ExecutionOutcome.Unsuccessful(var failure) ->
          ChildResult.unsuccessful(child, failure, startDate, stopDate, redrives);
      case ExecutionOutcome.Continued _ -> throw new IllegalStateException("it has not ended");
    };
  }

  @Override
  public boolean isDone() {
    return result != null;
  }

  @Override
  public ChildResult result() {
    if (result == null) {
      throw new IllegalStateException("the execution has not ended");
    }
    return result;
  }

  @Override
  public void cancel() {
    cancelled = true;
    interpreter.stop(new StopReason(null, null));
  }
}
