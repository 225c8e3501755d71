package dev.stateway.translator.expression;

import java.time.Instant;

/**
 * Where expressions get what is not a function of their input: passed in, so that a replay sees the
 * same values.
 */
public interface Entropy {
  /** A random (version 4) UUID in lower case. */
  String uuid();

  /** A uniform number in [0, 1). */
  double nextDouble();

  /** The time of the execution. */
  Instant now();
}
