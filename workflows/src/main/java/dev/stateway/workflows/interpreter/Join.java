package dev.stateway.workflows.interpreter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;

/** Where the branches or iterations of one attempt of a state come together again. */
final class Join {
  private final Branch outer;
  private final Cancellation cancellation;
  private final List<Fork> forks = new ArrayList<>();
  private final List<Fork> unfinished = new ArrayList<>();
  private final Queue<Fork> ended = new ArrayDeque<>();
  private boolean isGivenUp;

  Join(Branch outer) {
    this.outer = outer;
    this.cancellation = new Cancellation(outer.cancellation());
    outer.inner().clear();
  }

  Cancellation cancellation() {
    return cancellation;
  }

  void add(Fork fork) {
    forks.add(fork);
    unfinished.add(fork);
    outer.inner().add(fork.branch());
  }

  /** Does what starts and awaits the forks; when it is aborted, it ends after them. */
  <T> T run(Supplier<T> body) {
    try {
      return body.get();
    } catch (FlowAborted aborted) {
      awaitEnded();
      throw aborted;
    }
  }

  /** Tells that a fork has an output or a failure; in the order in which they end. */
  void ended(Fork fork) {
    ended.add(fork);
  }

  /** Whether those that have not ended can go on in another run, and no other is to be taken. */
  boolean holds() {
    return !isGivenUp && ended.isEmpty() && outer.inner().stream().allMatch(Branch::holds);
  }

  /** Those that have not been taken by {@link #next}, whether they were given up or not. */
  List<Fork> unfinished() {
    return List.copyOf(unfinished);
  }

  /** Waits for the next one to end. */
  Fork next() {
    outer.await(() -> !ended.isEmpty());
    var fork = ended.remove();
    unfinished.remove(fork);
    outer.inner().remove(fork.branch());
    return fork;
  }

  /**
   * Gives up all that have not been taken by {@link #next}: their events follow from the failure.
   */
  void abortRest(long failedEvent, String stateName) {
    for (var branch : outer.inner()) {
      AbortEvents.recordInner(branch, failedEvent, stateName);
    }
    outer.inner().clear();
    cancellation.request();
    isGivenUp = true;
    awaitEnded();
  }

  /**
   * Those that are aborted only have to unwind; what they started is told to stop and not waited
   * for here.
   */
  private void awaitEnded() {
    outer.execution().runtime().await(() -> forks.stream().allMatch(Fork::hasEnded));
  }
}
