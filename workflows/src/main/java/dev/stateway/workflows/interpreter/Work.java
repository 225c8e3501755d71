package dev.stateway.workflows.interpreter;

import dev.stateway.workflows.checkpoint.Progress;

/** What a visit is busy with, where that can go on in another run of the execution. */
interface Work {
  /** Whether it can go on there from just now. */
  boolean holds();

  /** How far it has come; only while it holds. */
  Progress progress();

  /** What of it is left to do when the execution has ended unsuccessfully and is redriven. */
  Progress toRedrive();

  /** Waiting for a time. */
  record UntilTime(Progress progress) implements Work {
    @Override
    public boolean holds() {
      return true;
    }

    @Override
    public Progress toRedrive() {
      return new Progress.ToBegin();
    }
  }
}
