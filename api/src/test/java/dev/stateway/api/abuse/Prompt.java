package dev.stateway.api.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Answers that must come soon. */
public final class Prompt {
  /** The most an answer may take. */
  public static final Duration SOON = Duration.ofSeconds(2);

  private Prompt() {}

  /**
   * An answer that comes soon. One that comes late is asked for once more: machines that run tests
   * have other things to do too, but what is slow by itself is slow again.
   */
  public static <T> T answer(Callable<T> call) throws Exception {
    var first = timed(call);
    var counted = first.took().compareTo(SOON) <= 0 ? first : timed(call);
    assertThat(counted.took()).isLessThanOrEqualTo(SOON);
    return counted.answer();
  }

  private record Timed<T>(T answer, Duration took) {}

  private static <T> Timed<T> timed(Callable<T> call) throws Exception {
    var started = System.nanoTime();
    var answer = call.call();
    return new Timed<>(answer, Duration.ofNanos(System.nanoTime() - started));
  }
}
