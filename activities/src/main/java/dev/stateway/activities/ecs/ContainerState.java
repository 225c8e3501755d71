package dev.stateway.activities.ecs;

import java.util.Optional;

/** How a container is. */
sealed interface ContainerState {
  /** Whether it will not change any more. */
  default boolean hasEnded() {
    return this instanceof Exited || this instanceof Lost;
  }

  /** It has not started yet. */
  record Pending() implements ContainerState {}

  /** It runs. */
  record Running() implements ContainerState {}

  /**
   * It has ended.
   *
   * @param code its exit code
   * @param at when, in milliseconds
   * @param reason why, where there is more to say than the code
   */
  record Exited(int code, long at, Optional<String> reason) implements ContainerState {
    Exited(int code, long at) {
      this(code, at, Optional.empty());
    }
  }

  /**
   * There is no exit code, and there will be none.
   *
   * @param reason why
   */
  record Lost(String reason) implements ContainerState {}
}
