package dev.stateway.workflows.interpreter;

import dev.stateway.workflows.execution.ExecutionRequest;

/** Ends this run of an execution, which goes on in another one: neither Retry nor Catch sees it. */
final class HandedOver extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ExecutionRequest next;

  HandedOver(ExecutionRequest next) {
    super("handed over", null, false, false);
    this.next = next;
  }

  /** What the next run is started with. */
  ExecutionRequest next() {
    return next;
  }
}
