package dev.stateway.activities.ecs;

import dev.stateway.workflows.task.TaskHandler.Progress;
import dev.stateway.workflows.task.TaskRequest;
import tools.jackson.databind.JsonNode;

/** A place where ECS tasks run. */
interface TaskRunner {
  /** Starts tasks and gives RunTask's answer; the same request starts them once. */
  JsonNode runTask(TaskRequest request) throws InterruptedException;

  /**
   * Waits until the task that the call started has stopped and gives it as it is then; has it
   * stopped when interrupted.
   */
  JsonNode awaitStopped(TaskRequest request, Progress progress) throws InterruptedException;

  /** Has the task stopped that the call started; a refusal is logged. */
  void stop(TaskRequest request, Progress progress) throws InterruptedException;
}
