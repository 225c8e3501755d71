package dev.stateway.activities.aws;

import dev.stateway.workflows.task.TaskHandler.Progress;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks again and again, in growing steps, until there is something to see.
 *
 * @param first the first step
 * @param longest the longest step
 * @param progress tells whether the task was stopped
 */
public record Polling(Duration first, Duration longest, Progress progress) {
  /**
   * What the look finds at last. A task that was stopped has its work stopped; a worker that only
   * goes away leaves it to the next one.
   */
  public <T> T until(Look<T> look, Stop stopWork) throws InterruptedException {
    var step = first;
    try {
      while (true) {
        var found = look.look();
        if (found.isPresent()) {
          return found.get();
        }
        if (progress.wasStopped()) {
          throw new InterruptedException();
        }
        Thread.sleep(step);
        step = step.multipliedBy(2).compareTo(longest) < 0 ? step.multipliedBy(2) : longest;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (progress.wasStopped()) {
        // On a thread that is not interrupted: the call that stops the work must not be refused.
        Thread.ofVirtual().name("stop-work").start(() -> stop(stopWork));
      }
      throw e;
    }
  }

  private static void stop(Stop stopWork) {
    try {
      stopWork.stop();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Has the work stopped; may be asked for again. */
  @FunctionalInterface
  public interface Stop {
    /** Has it stopped; a refusal is logged. */
    void stop() throws InterruptedException;
  }

  /** One look. */
  @FunctionalInterface
  public interface Look<T> {
    /** What there is to see, if anything. */
    Optional<T> look() throws InterruptedException;
  }
}
