package dev.stateway.activities;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskRequest;
import tools.jackson.databind.JsonNode;

/**
 * Tasks as an execution has them done.
 *
 * @param tasks what does them
 */
public record TaskCalls(TaskIntegrations tasks) implements AutoCloseable {
  private static final String PREFIX = "arn:aws:states:::";

  /** Has a task done that ends with its call. */
  public JsonNode call(String resource, String parameters) {
    return tasks.call(Tasks.request(PREFIX + resource, parameters), () -> {});
  }

  /** Has a task done that ends with its work. */
  public JsonNode run(String resource, String parameters) {
    var request = Tasks.request(PREFIX + resource + ".sync", parameters);
    var submitted = tasks.call(request, () -> {});
    return tasks.awaitCompletion(
        new TaskRequest(
            request.resource(),
            request.stateName(),
            request.arguments(),
            null,
            request.idempotencyKey(),
            request.executionArn(),
            null,
            submitted),
        () -> {});
  }

  /** What a call fails with. */
  public TaskFailedException failure(String resource, String parameters) {
    return catchThrowableOfType(TaskFailedException.class, () -> call(resource, parameters));
  }

  @Override
  public void close() {
    tasks.close();
  }
}
