package dev.stateway.workflows.temporal;

import dev.stateway.translator.expression.Entropy;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Time and chance that are the same at every replay. */
final class TemporalEntropy implements Entropy {
  private @Nullable Random random;
  private Instant now = Instant.EPOCH;

  @Override
  public String uuid() {
    return Workflow.randomUUID().toString();
  }

  @Override
  public double nextDouble() {
    if (random == null) {
      random = Workflow.newRandom();
    }
    return random.nextDouble();
  }

  @Override
  public Instant now() {
    var milliseconds = Workflow.currentTimeMillis();
    if (milliseconds != now.toEpochMilli()) {
      now = Instant.ofEpochMilli(milliseconds);
    }
    return now;
  }
}
