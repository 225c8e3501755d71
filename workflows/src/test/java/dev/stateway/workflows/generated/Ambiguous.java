package dev.stateway.workflows.generated;

/** Two things happen so close together that their order only the machine's scheduler knows. */
public final class Ambiguous extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Ambiguous() {
    super("two things happen at the same moment");
  }
}
