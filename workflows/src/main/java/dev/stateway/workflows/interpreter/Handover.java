package dev.stateway.workflows.interpreter;

import dev.stateway.workflows.execution.RunLimits;
import dev.stateway.workflows.runtime.ExecutionRuntime.Timer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hands an execution over to its next run when this one has become too large.
 *
 * <p>That takes a moment in which all its lines of states are where they can go on from: between
 * two states, or waiting for a time or for a person. Lines that come to such a place wait there for
 * those whose tasks are under way, but only for so long: then all go on, and it is tried again
 * later. A run that is about to become larger than Temporal allows waits as long as it takes.
 */
final class Handover {
  /** How often its limits a run may hold before there is no way around it. */
  private static final double FULL = 6;

  /** How much fuller a run has to become until it is tried again. */
  private static final double STEP = 0.5;

  private final Execution execution;
  private final RunLimits limits;
  private final boolean isPossible;
  private boolean isBegun;
  private boolean isPatient;
  private @Nullable Timer bound;
  private int tries;
  private double nextTry = 1;

  Handover(Execution execution) {
    this.execution = execution;
    this.limits = Objects.requireNonNullElse(execution.request().runLimits(), RunLimits.DEFAULT);
    this.isPossible = execution.request().isContinuable();
  }

  /** To be called by a line that has come to a place that it can go on from in another run. */
  void waitFor(Branch line) {
    if (!isPossible) {
      return;
    }
    settle();
    if (!isBegun && fill() >= nextTry) {
      begin();
    }
    if (isUnderWay()) {
      line.await(() -> !isUnderWay());
    }
  }

  /** Whether lines that can go on in another run wait for the others. */
  boolean isUnderWay() {
    return isBegun && (isPatient || (bound != null && !bound.isDone()) || isReady());
  }

  /** Whether there is nothing left to wait for. */
  boolean isReady() {
    return isBegun && execution.line().holds() && !execution.stopping().hasSteps();
  }

  /** Ends this run. */
  HandedOver handedOver() {
    return new HandedOver(execution.nextRequest());
  }

  private void begin() {
    isBegun = true;
    isPatient = isFull();
    if (!isPatient && !isReady() && limits.drain().isPositive()) {
      var patience = limits.drain().multipliedBy(tries + 1L);
      bound = execution.runtime().timer(patience, "continuing in a new run");
    }
  }

  private void settle() {
    if (isBegun && !isUnderWay()) {
      giveUp();
    }
  }

  private void giveUp() {
    if (bound != null && !bound.isDone()) {
      bound.cancel();
    }
    bound = null;
    isBegun = false;
    tries++;
    nextTry = fill() + STEP;
  }

  /** Without any patience at all it is only Temporal's own limit that counts. */
  private boolean isFull() {
    return execution.runtime().fill(limits) >= FULL
        || (fill() >= FULL && limits.drain().isPositive());
  }

  private double fill() {
    var history = execution.history();
    var ofHistory =
        Math.max(
            (double) history.size() / limits.recordedEvents(),
            (double) history.bytes() / limits.recordedBytes());
    return Math.max(ofHistory, execution.runtime().fill(limits));
  }
}
