package dev.stateway.activities.model;

/** A mocked result is none that the service could have answered. */
public final class MockMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MockMismatchException(String text) {
    super("Mock result schema validation error: " + text, null, false, false);
  }
}
