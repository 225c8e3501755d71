package dev.stateway.workflows.interpreter;

import dev.stateway.workflows.runtime.ExecutionRuntime.PendingTask;
import dev.stateway.workflows.runtime.TaskOutcome;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The work that the call of a {@code .sync} task begins at a service.
 *
 * <p>The worker that waits for it has it stopped when it learns that the task was stopped. That is
 * not sure: there may be no worker that waits just then. So the execution itself asks for it, too,
 * in a step that survives the loss of workers.
 */
final class BegunWork {
  private static final int SEMANTICS_OF_STOPS = 9;

  private final Execution execution;
  private final TaskAttempt attempt;
  private final PendingTask call;
  private @Nullable PendingTask completion;

  BegunWork(Execution execution, TaskAttempt attempt, PendingTask call) {
    this.execution = execution;
    this.attempt = attempt;
    this.call = call;
  }

  /** Waits for its end: of what the call has answered with this. */
  PendingTask awaitedFrom(JsonNode submitted) {
    var waiting = execution.runtime().start(attempt.completion(submitted));
    completion = waiting;
    return waiting;
  }

  /** To be called when nobody waits for it any more: has it stopped unless it ended by itself. */
  void stopUnlessEnded() {
    if (execution.hasSemantics(SEMANTICS_OF_STOPS)
        && call.isDone()
        && call.outcome() instanceof TaskOutcome.Succeeded(var submitted)
        && !hasEnded()) {
      execution.stopping().begin(attempt.stop(submitted));
    }
  }

  private boolean hasEnded() {
    return completion != null
        && completion.isDone()
        && switch (completion.outcome()) {
          case TaskOutcome.Succeeded _, TaskOutcome.Failed _ -> true;
          case TaskOutcome.TimedOut _, TaskOutcome.Cancelled _ -> false;
        };
  }
}
