package dev.stateway.workflows.maprun;

/** Ends the work on a Map Run that has failed. */
public final class MapRunFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient MapRunFailure failure;

  public MapRunFailedException(MapRunFailure failure) {
    super(failure.error() + ": " + failure.cause(), null, false, false);
    this.failure = failure;
  }

  /** Why. */
  public MapRunFailure failure() {
    return failure;
  }
}
