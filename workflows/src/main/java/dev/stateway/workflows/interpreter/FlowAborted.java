package dev.stateway.workflows.interpreter;

/** Unwinds a flow that is not wanted any more: neither Retry nor Catch sees it. */
final class FlowAborted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FlowAborted() {
    super("aborted", null, false, false);
  }
}
