package dev.stateway.workflows.temporal;

import dev.stateway.workflows.task.TaskRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A task for workers of another task queue.
 *
 * @param taskQueue which
 * @param activity the type of the activity there
 * @param timeout how long it may take, from when it waits for a worker
 * @param heartbeat how long it may be silent; absent for as long as it takes
 * @param input the activity's one argument
 */
public record QueuedTask(
    String taskQueue,
    String activity,
    Duration timeout,
    @Nullable Duration heartbeat,
    Input input) {
  /**
   * What the activity gets, as a JSON object with these members; absent ones are null.
   *
   * @param resource the Task's Resource
   * @param state the state's name
   * @param arguments what a service would be called with
   * @param executionArn the execution it belongs to
   * @param idempotencyKey the same for every try of one attempt
   * @param taskToken for {@code .waitForTaskToken}: the token that is among the arguments
   * @param roleArn the role of {@code Credentials}
   */
  public record Input(
      String resource,
      String state,
      JsonNode arguments,
      String executionArn,
      String idempotencyKey,
      @Nullable String taskToken,
      @Nullable String roleArn) {
    /** Of this task. */
    public static Input of(TaskRequest request) {
      return new Input(
          request.resource(),
          request.stateName(),
          request.arguments(),
          request.executionArn(),
          request.idempotencyKey(),
          request.taskToken(),
          request.roleArn());
    }
  }

  /**
   * How it ended: with a result, or with an error.
   *
   * @param result absent for an error
   * @param error the error's name
   * @param cause the text for people
   */
  public record Outcome(
      @Nullable JsonNode result, @Nullable String error, @Nullable String cause) {}
}
