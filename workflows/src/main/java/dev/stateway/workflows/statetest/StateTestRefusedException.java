package dev.stateway.workflows.statetest;

/** What a test is asked with does not fit the state; found only when its fields are evaluated. */
public final class StateTestRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StateTestRefusedException(String text) {
    super(text, null, false, false);
  }
}
