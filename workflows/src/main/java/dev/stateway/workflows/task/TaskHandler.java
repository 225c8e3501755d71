package dev.stateway.workflows.task;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Does the work of Task states: the port that {@code activities} implements, for both runtimes.
 *
 * <p>All methods block and may be interrupted: because the task is stopped or times out, then
 * {@link Progress#heartbeat()} throws, or because this worker goes away and another one goes on. An
 * interrupted method ends with a {@link java.util.concurrent.CancellationException}.
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
   * result; when the task is stopped, has the work stopped.
   *
   * @throws TaskFailedException the work failed, with AWS's error name
   */
  JsonNode awaitCompletion(TaskRequest request, Progress progress);

  /**
   * For {@code .sync}: has the work stopped that {@link #call} began, where its service can do
   * that; work that has ended, or is being stopped, is left as it is. A service that refuses is
   * logged: nothing more can be done.
   */
  void stop(TaskRequest request, Progress progress);

  /** Tells that the work is alive; also where a stop is noticed. */
  @FunctionalInterface
  interface Progress {
    /** Reports life; throws when the task was stopped. */
    void heartbeat();

    /** Who wants to see the HTTP calls that the task makes; mostly nobody. */
    default Optional<HttpTap> httpTap() {
      return Optional.empty();
    }

    /** Whether the task was stopped. */
    default boolean wasStopped() {
      try {
        heartbeat();
        return false;
      } catch (RuntimeException _) {
        // The one way the port has to say so; why does not matter here.
        return true;
      }
    }
  }
}
