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
  private Interpreter interpreter;
  private final Instant startDate;
  private boolean cancelled;
  private @Nullable ChildResult result;

  private InProcessChild(InProcessRuntime runtime, ExecutionRequest request, ChildInput child) {
    this.runtime = runtime;
    this.child = child;
    this.interpreter = new Interpreter(runtime, request);
    this.startDate = runtime.entropy().now();
  }

  /** Starts it; it gets its first turn when the caller waits. */
  static InProcessChild begin(
      InProcessRuntime runtime, StateMachine machine, ChildProgram program, ChildInput child) {
    var pending = new InProcessChild(runtime, program.request(child), child);
    runtime.fork(() -> pending.result = pending.result(pending.run(machine)));
    return pending;
  }

  private ExecutionOutcome run(StateMachine machine) {
    var outcome = interpreter.run(machine);
    while (outcome instanceof ExecutionOutcome.Continued(var next)) {
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
    return switch (outcome) {
      case ExecutionOutcome.Succeeded(var output) ->
          new ChildResult(child, outcome.status(), output, null, null, startDate, stopDate);
      case ExecutionOutcome.Unsuccessful(var failure) ->
          new ChildResult(
              child, failure.status(), null, failure.error(), failure.cause(), startDate, stopDate);
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
