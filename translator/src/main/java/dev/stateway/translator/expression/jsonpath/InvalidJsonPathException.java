package dev.stateway.translator.expression.jsonpath;

/** A text is not a JSONPath; the message says why. */
public final class InvalidJsonPathException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidJsonPathException(String message) {
    super(message, null, false, false);
  }
}
