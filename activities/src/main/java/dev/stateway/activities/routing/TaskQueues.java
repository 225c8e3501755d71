package dev.stateway.activities.routing;

import dev.stateway.activities.routing.Route.Target;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskHandler.Progress;
import dev.stateway.workflows.task.TaskRequest;
import tools.jackson.databind.JsonNode;

/** Workers of other Temporal task queues, which do tasks in any language. */
@FunctionalInterface
public interface TaskQueues {
  /** There are none. */
  TaskQueues NONE =
      (target, _, _) -> {
        throw new TaskFailedException(
            "States.Runtime", "There is no Temporal here with a task queue " + target.name());
      };

  /**
   * Has a task done there, and cancelled when it is stopped.
   *
   * @throws TaskFailedException it failed or timed out
   */
  JsonNode run(Target.TaskQueue target, TaskRequest request, Progress progress)
      throws InterruptedException;
}
