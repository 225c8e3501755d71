package dev.stateway.workflows.task;

import tools.jackson.databind.JsonNode;

/**
 * Does the work of Task states: the port that {@code activities} implements, for both runtimes.
 *
 * <p>Both methods block and may be interrupted when the task is stopped or times out.
 */
public interface TaskHandler {
  /**
   * Calls the service and gives its answer; for {@code .sync} and {@code .waitForTaskToken} this is
   * what TaskSubmitted shows.
   *
   * @throws TaskFailedException the service refused or failed, with AWS's error name
   */
  JsonNode call(TaskRequest request, Progress progress);

  /**
   * For {@code .sync}: waits until the work that {@link #call} began has ended and gives its
   * result; when interrupted, has the work stopped.
   *
   * @throws TaskFailedException the work failed, with AWS's error name
   */
  JsonNode awaitCompletion(TaskRequest request, Progress progress);

  /** Tells that the work is alive; also where a stop is noticed. */
  @FunctionalInterface
  interface Progress {
    /** Reports life. */
    void heartbeat();
  }
}
