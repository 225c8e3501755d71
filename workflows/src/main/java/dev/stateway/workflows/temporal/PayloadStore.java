package dev.stateway.workflows.temporal;

/**
 * Keeps payloads that are too large for Temporal: the port that {@code activities} implements. All
 * clients and workers of a namespace share one.
 */
public interface PayloadStore {
  /**
   * Keeps a content; once this returns, a crash does not lose it. Keeping the same again is no
   * error, and counts as a use.
   */
  void put(Key key, byte[] content);

  /**
   * The content, unchanged.
   *
   * @throws IllegalStateException it is not there
   */
  byte[] get(Key key);

  /**
   * What a content is found by.
   *
   * @param sha256 of the content, in hexadecimal digits
   * @param passing whether it only answers a question and nothing refers to it afterwards
   */
  record Key(String sha256, boolean passing) {}
}
