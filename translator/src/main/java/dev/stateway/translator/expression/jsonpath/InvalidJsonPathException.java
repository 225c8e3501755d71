package dev.stateway.translator.expression.jsonpath;

/** A text is not a JSONPath; the message says why. */
public class InvalidJsonPathException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** It may be a path, but is more work than this engine takes on. */
  public static final class Unbounded extends InvalidJsonPathException {
    private static final long serialVersionUID = 1L;

    Unbounded(String message) {
      super(message);
    }
  }

  public InvalidJsonPathException(String message) {
    super(message, null, false, false);
  }
}
