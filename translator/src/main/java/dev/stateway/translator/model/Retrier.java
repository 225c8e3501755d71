package dev.stateway.translator.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code Retry}.
 *
 * @param errorEquals the error names it answers
 * @param interval before the first retry
 * @param maxAttempts retries at the most; 0 means none
 * @param backoffRate by which the interval grows
 * @param maxDelay the longest interval
 * @param jitter whether intervals are drawn at random
 * @see <a href="https://states-language.net/spec.html#errors">Errors</a>
 */
public record Retrier(
    List<String> errorEquals,
    Duration interval,
    int maxAttempts,
    double backoffRate,
    @Nullable Duration maxDelay,
    Jitter jitter) {
  public Retrier {
    errorEquals = List.copyOf(errorEquals);
  }

  /** {@code JitterStrategy}. */
  public enum Jitter {
    NONE,
    FULL
  }
}
