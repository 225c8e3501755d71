package dev.stateway.api.execution;

import dev.stateway.activities.token.InvalidTaskTokenException;
import dev.stateway.activities.token.SealedTaskTokens;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.worker.TemporalCalls;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.workflows.task.TaskTokenContent;
import dev.stateway.workflows.temporal.TaskError;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.ActivityCompletionFailureException;
import io.temporal.client.ActivityNotExistsException;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Answers to the tasks that wait for one: whether a token is still good, Temporal decides.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token">Callbacks
 *     with a task token</a>
 */
public final class TaskAnswers {
  private final SealedTaskTokens tokens;
  private final TemporalCalls calls;
  private final String namespace;
  private final ActivityCompletionClient completions;

  TaskAnswers(SealedTaskTokens tokens, TemporalConnection connection, TemporalCalls calls) {
    this.tokens = tokens;
    this.calls = calls;
    this.namespace = connection.namespace();
    this.completions = connection.client().newActivityCompletionClient();
  }

  /** The task succeeded with this output, JSON text. */
  public Mono<Void> succeed(String token, String outputText) {
    return Mono.fromCallable(() -> JsonInput.parse(outputText, AwsError::invalidOutput))
        .flatMap(output ->
            answer(
                token,
                (client, task) -> {
                  requireWaiting(client, task);
                  client.complete(
                      task.workflowId(), Optional.of(task.runId()), task.activityId(), output);
                }));
  }

  /** The task failed; both parts may be absent. */
  public Mono<Void> fail(String token, @Nullable String error, @Nullable String cause) {
    var failure = new TaskError(error, cause).toFailure();
    return answer(
        token,
        (client, task) -> {
          requireWaiting(client, task);
          client.completeExceptionally(
              task.workflowId(), Optional.of(task.runId()), task.activityId(), failure);
        });
  }

  /** The task is still being worked on. */
  public Mono<Void> heartbeat(String token) {
    return answer(token, TaskAnswers::requireWaiting);
  }

  /**
   * A heartbeat tells whether the execution still waits: Temporal would take the answer to a task
   * that was given up, and nobody would read it.
   */
  private static void requireWaiting(ActivityCompletionClient client, TaskTokenContent task) {
    client.heartbeat(task.workflowId(), Optional.of(task.runId()), task.activityId(), null);
  }

  private Mono<Void> answer(
      String token, BiConsumer<ActivityCompletionClient, TaskTokenContent> answer) {
    return Mono.fromCallable(() -> open(token))
        .flatMap(task -> calls.call(() -> send(task, answer)))
        .then();
  }

  private TaskTokenContent open(String token) {
    try {
      var task = tokens.open(token);
      if (!task.namespace().equals(namespace)) {
        throw AwsError.invalidToken();
      }
      return task;
    } catch (InvalidTaskTokenException _) {
      throw AwsError.invalidToken();
    }
  }

  private TaskTokenContent send(
      TaskTokenContent task, BiConsumer<ActivityCompletionClient, TaskTokenContent> answer) {
    try {
      answer.accept(completions, task);
      return task;
    } catch (ActivityNotExistsException _) {
      throw AwsError.taskTimedOut();
    } catch (ActivityCompletionFailureException failure) {
      // The SDK wraps its own word that the activity was cancelled.
      throw failure.getCause() instanceof ActivityCanceledException
          ? AwsError.taskTimedOut()
          : failure;
    }
  }
}
