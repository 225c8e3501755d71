package dev.stateway.api.execution;

import dev.stateway.activities.token.SealedTaskTokens;
import dev.stateway.api.worker.TemporalCalls;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.temporal.ActivityTasks;
import io.grpc.Context;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The work that waits for workers of activities; as on AWS, what was given to a worker that does
 * not answer is lost until its timeout.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html">GetActivityTask</a>
 */
public final class ActivityWork {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final ActivityTasks tasks;
  private final SealedTaskTokens tokens;
  private final TemporalCalls calls;

  ActivityWork(SealedTaskTokens tokens, TemporalConnection connection, TemporalCalls calls) {
    this.tasks = new ActivityTasks(connection.client());
    this.tokens = tokens;
    this.calls = calls;
  }

  /**
   * One task.
   *
   * @param token for the answer
   * @param input JSON text
   */
  public record Task(String token, String input) {}

  /** The next task; empty when none came. Who stops waiting gets none. */
  public Mono<Task> next(String activityArn, @Nullable String workerName) {
    return calls
        .poll(LONGEST_WAIT, () -> untilWanted(activityArn, workerName))
        .flatMap(Mono::justOrEmpty)
        .map(task -> new Task(tokens.seal(task.answer()), JsonText.write(task.input())));
  }

  /** Work that is not wanted any more does not end the wait. */
  private Optional<ActivityTasks.Polled> untilWanted(
      String activityArn, @Nullable String workerName) {
    while (!Context.current().isCancelled()) {
      var polled = tasks.poll(activityArn, workerName);
      if (polled.isPresent()) {
        return polled;
      }
    }
    return Optional.empty();
  }
}
