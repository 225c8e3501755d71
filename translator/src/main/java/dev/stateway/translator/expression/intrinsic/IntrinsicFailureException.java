package dev.stateway.translator.expression.intrinsic;

/** A function cannot be applied to its arguments; the message says why. */
final class IntrinsicFailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IntrinsicFailureException(String message) {
    super(message, null, false, false);
  }
}
