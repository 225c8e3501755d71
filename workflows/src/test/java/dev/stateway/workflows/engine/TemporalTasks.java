package dev.stateway.workflows.engine;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.runtime.TaskOutcome;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskHandler;
import dev.stateway.workflows.task.TaskRequest;
import dev.stateway.workflows.task.TaskTokenContent;
import dev.stateway.workflows.temporal.TaskError;
import io.temporal.testing.TestWorkflowEnvironment;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Lets activities answer as the script of their case says. */
final class TemporalTasks implements TaskHandler {
  private final TestWorkflowEnvironment environment;
  private final Map<String, Function<TaskRequest, JsonNode>> scripts = new ConcurrentHashMap<>();
  private final Map<String, Consumer<TaskRequest>> stops = new ConcurrentHashMap<>();

  TemporalTasks(TestWorkflowEnvironment environment) {
    this.environment = environment;
  }

  /** Has the tasks of an execution answered by this; see {@link ScriptedTasks} for its answers. */
  void script(String executionArn, Function<TaskRequest, JsonNode> answers) {
    scripts.put(executionArn, answers);
  }

  /** Says who is told that work of an execution is to be stopped. */
  void onStop(String executionArn, Consumer<TaskRequest> stop) {
    stops.put(executionArn, stop);
  }

  static String seal(TaskTokenContent content) {
    return JsonText.MAPPER.writeValueAsString(content);
  }

  @Override
  public JsonNode call(TaskRequest request, Progress progress) {
    if (request.resource().contains(":activity:")) {
      return answer(request); // all that is asked of it here is whether it exists
    }
    var answer = answer(request);
    if (!ScriptedTasks.isSubmitted(answer)) {
      return await(answer, request);
    }
    if (request.taskToken() != null && !ScriptedTasks.isNever(answer)) {
      environment.registerDelayedCallback(
          EngineCase.afterSeconds(answer).plusMillis(500), () -> complete(answer, request));
    }
    return answer.get("submitted");
  }

  @Override
  public JsonNode awaitCompletion(TaskRequest request, Progress progress) {
    return await(answer(request), request);
  }

  @Override
  public void stop(TaskRequest request, Progress progress) {
    stops.getOrDefault(request.executionArn(), _ -> {}).accept(request);
  }

  private JsonNode answer(TaskRequest request) {
    return script(request.executionArn()).apply(request);
  }

  /** That of the execution, or for one of a Map Run that of the case its label names. */
  private Function<TaskRequest, JsonNode> script(String executionArn) {
    var own = scripts.get(executionArn);
    if (own != null) {
      return own;
    }
    var label = executionArn.replaceFirst(".*:machine/([^:]+):.*", "$1");
    return scripts.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(":machine:" + label))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  private JsonNode await(JsonNode answer, TaskRequest request) {
    if (ScriptedTasks.isNever(answer)) {
      waitForInterrupt();
    }
    if (EngineCase.afterSeconds(answer).isPositive()) {
      environment.sleep(EngineCase.afterSeconds(answer));
    }
    return switch (ScriptedTasks.outcome(answer, request)) {
      case TaskOutcome.Succeeded(var output) -> output;
      case TaskOutcome.Failed(var error, var cause) -> throw new TaskFailedException(error, cause);
      case TaskOutcome.TimedOut _, TaskOutcome.Cancelled _ -> throw new IllegalStateException();
    };
  }

  private static void waitForInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void complete(JsonNode answer, TaskRequest request) {
    complete(
        answer,
        request,
        JsonText.MAPPER.readValue(
            Objects.requireNonNull(request.taskToken()), TaskTokenContent.class));
  }

  /** Gives the outcome to what waits for it. */
  void complete(JsonNode answer, TaskRequest request, TaskTokenContent token) {
    var client = environment.getWorkflowClient().newActivityCompletionClient();
    var runId = Optional.of(token.runId());
    switch (ScriptedTasks.outcome(answer, request)) {
      case TaskOutcome.Succeeded(var output) ->
          client.complete(token.workflowId(), runId, token.activityId(), output);
      case TaskOutcome.Failed(var error, var cause) ->
          client.completeExceptionally(
              token.workflowId(),
              runId,
              token.activityId(),
              new TaskError(error, cause).toFailure());
      case TaskOutcome.TimedOut _, TaskOutcome.Cancelled _ -> throw new IllegalStateException();
    }
  }
}
