package dev.stateway.activities.ecs;

/** How a container on this machine is. */
sealed interface ContainerState {
  /** It has not started yet. */
  record Pending() implements ContainerState {}

  /** It runs. */
  record Running() implements ContainerState {}

  /**
   * It has ended.
   *
   * @param code its exit code
   * @param at when, in milliseconds
   */
  record Exited(int code, long at) implements ContainerState {}

  /** It is gone without an exit code: the machine was restarted, or its recorder was killed. */
  record Lost() implements ContainerState {}
}
