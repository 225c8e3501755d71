package dev.stateway.activities.token;

/** A text is no task token of this server: made up, changed, or sealed under another key. */
public final class InvalidTaskTokenException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidTaskTokenException() {
    super("Invalid Token", null, false, false);
  }
}
