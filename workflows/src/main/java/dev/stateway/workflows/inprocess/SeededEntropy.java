package dev.stateway.workflows.inprocess;

import dev.stateway.translator.expression.Entropy;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** Random values that are the same for the same seed. */
final class SeededEntropy implements Entropy {
  private static final long VERSION_4 = 0x4000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private final Random random;
  private final Supplier<Instant> now;

  SeededEntropy(long seed, Supplier<Instant> now) {
    this.random = new Random(seed);
    this.now = now;
  }

  @Override
  public String uuid() {
    var high = (random.nextLong() & ~0xF000L) | VERSION_4;
    var low = (random.nextLong() >>> 2) | VARIANT;
    return new UUID(high, low).toString();
  }

  @Override
  public double nextDouble() {
    return random.nextDouble();
  }

  @Override
  public Instant now() {
    return now.get();
  }
}
