package dev.stateway.workflows.generated;

/** Two things happen at the same moment whose order only the machine's scheduler knows. */
final class Ambiguous extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Ambiguous() {
    super("two branches end at the same moment");
  }
}
