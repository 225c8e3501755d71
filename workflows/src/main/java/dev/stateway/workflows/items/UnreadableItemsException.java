package dev.stateway.workflows.items;

/** An object does not hold what its reader says; the message is for people. */
final class UnreadableItemsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableItemsException(String message) {
    super(message);
  }
}
