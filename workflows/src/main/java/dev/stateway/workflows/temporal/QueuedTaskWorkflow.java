package dev.stateway.workflows.temporal;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * A task that workers of another task queue do: a workflow of its own, so that the loss of the
 * worker that waits for it does not begin it anew.
 */
@WorkflowInterface
public interface QueuedTaskWorkflow {
  /** Its type: no state machine can have this name. */
  String TYPE = "stateway:QueuedTask";

  /** Has it done. */
  @WorkflowMethod(name = TYPE)
  QueuedTask.Outcome run(QueuedTask task);
}
