package dev.stateway.translator.expression.jsonata;

import dev.stateway.translator.expression.Entropy;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** The same values in the same order for the same seed. */
final class FixedEntropy implements Entropy {
  private final Random random;

  FixedEntropy(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public String uuid() {
    var bytes = new byte[16];
    random.nextBytes(bytes);
    return UUID.nameUUIDFromBytes(bytes).toString();
  }

  @Override
  public double nextDouble() {
    return random.nextDouble();
  }

  @Override
  public Instant now() {
    return Instant.parse("2026-01-02T03:04:05.006Z");
  }
}
