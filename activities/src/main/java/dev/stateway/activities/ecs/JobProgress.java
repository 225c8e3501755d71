package dev.stateway.activities.ecs;

import java.util.OptionalLong;

/** How far the Job of a task is. */
sealed interface JobProgress {
  /** It goes on. */
  record Going() implements JobProgress {}

  /**
   * Its pod has not started, for a reason that may pass.
   *
   * @param reason what ECS' users know it as
   */
  record Stuck(String reason) implements JobProgress {}

  /**
   * Its pod will never start.
   *
   * @param reason what ECS' users know it as
   */
  record Hopeless(String reason) implements JobProgress {}

  /**
   * It has stopped.
   *
   * @param startedAt when its pod started to run, in milliseconds; empty when it never did
   * @param code ECS' code
   * @param reason in words
   */
  record Stopped(OptionalLong startedAt, String code, String reason) implements JobProgress {
    /** One that never ran. */
    static Stopped failedToStart(String reason) {
      return new Stopped(OptionalLong.empty(), TaskShape.FAILED_TO_START, reason);
    }
  }
}
