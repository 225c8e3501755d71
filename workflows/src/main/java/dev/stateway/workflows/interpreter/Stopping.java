package dev.stateway.workflows.interpreter;

import dev.stateway.workflows.runtime.ExecutionRuntime;
import dev.stateway.workflows.runtime.ExecutionRuntime.PendingTask;
import dev.stateway.workflows.runtime.ExecutionRuntime.Stoppable;
import dev.stateway.workflows.runtime.TaskWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What an execution has stopped and not yet seen the end of. */
final class Stopping {
  /** How long the end of an execution waits until work that was told to stop has stopped. */
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final ExecutionRuntime runtime;
  private final List<Stoppable> told = new ArrayList<>();
  private final List<PendingTask> steps = new ArrayList<>();

  Stopping(ExecutionRuntime runtime) {
    this.runtime = runtime;
  }

  /**
   * Has work stopped that nobody waits for any more; the execution does not end before it has,
   * within a bound.
   */
  void stop(Stoppable task) {
    task.cancel();
    if (!task.isDone()) {
      told.add(task);
    }
  }

  /**
   * Begins a step that stops something. Nobody stops the step: the execution ends, and goes on in
   * another run, only after it, which its own timeout bounds.
   */
  void begin(TaskWork step) {
    steps.removeIf(PendingTask::isDone);
    steps.add(runtime.start(step));
  }

  /** Whether a step is under way, which would be lost with this run. */
  boolean hasSteps() {
    return !steps.stream().allMatch(PendingTask::isDone);
  }

  /** Waits until all has stopped. */
  void await() {
    if (!hasStopped()) {
      var bound = runtime.timer(BOUND, "stopping");
      runtime.await(() -> bound.isDone() || hasStopped());
      if (!bound.isDone()) {
        bound.cancel();
      }
    }
    if (hasSteps()) {
      runtime.await(() -> !hasSteps());
    }
  }

  private boolean hasStopped() {
    return told.stream().allMatch(Stoppable::isDone);
  }
}
