package dev.stateway.workflows.interpreter;

import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.model.Resource;
import dev.stateway.translator.model.Resource.IntegrationPattern;
import dev.stateway.translator.model.TaskState;
import dev.stateway.workflows.interpreter.FlowFailure.Origin;
import dev.stateway.workflows.runtime.ExecutionRuntime.PendingActivity;
import dev.stateway.workflows.runtime.ExecutionRuntime.PendingTask;
import dev.stateway.workflows.runtime.ExecutionRuntime.PendingToken;
import dev.stateway.workflows.runtime.TaskOutcome;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Has a task done and records it: once for each attempt.
 *
 * @see <a href="https://states-language.net/spec.html#task-state">Task state</a>
 */
final class TaskExecutor {
  /**
   * How long a token may take to be made before another worker is asked: the first may have been
   * lost.
   */
  private static final Duration TOKEN_BOUND = Duration.ofSeconds(30);

  private static final Duration TOKEN_PAUSE = Duration.ofSeconds(1);
  private static final int SEMANTICS_OF_ACTIVITIES = 7;

  private final TaskState state;
  private final Visit visit;
  private final Branch branch;

  private TaskExecutor(TaskState state, Visit visit) {
    this.state = state;
    this.visit = visit;
    this.branch = visit.branch();
  }

  static Step execute(TaskState state, Visit visit) {
    return new RetryAndCatch(visit, state.dataFlow(), state.retriers(), state.catchers())
        .run(state.transition(), () -> new TaskExecutor(state, visit).attempt(), _ -> {});
  }

  private Completed attempt() {
    var result =
        visit
            .probe()
            .mock()
            .map(mock -> MockedWork.ofTask(mock, state, visit))
            .orElseGet(() ->
                state.resource() instanceof Resource.Approval
                    ? new ApprovalExecutor(state, visit).attempt()
                    : work());
    return DataPhases.complete(state.dataFlow(), visit, result);
  }

  private JsonNode work() {
    var effective = DataPhases.effectiveInput(state.dataFlow(), visit);
    var limits = TaskLimits.of(state, visit, effective);
    return state.resource() instanceof Resource.ServiceIntegration service
            && service.pattern() == IntegrationPattern.WAIT_FOR_TASK_TOKEN
        ? callAndAwaitToken(effective, limits)
        : call(effective, limits);
  }

  private JsonNode call(JsonNode effective, TaskLimits limits) {
    if (state.resource() instanceof Resource.Activity
        && branch.execution().hasSemantics(SEMANTICS_OF_ACTIVITIES)) {
      return haveWorkedOn(effective, limits);
    }
    var attempt = begin(effective, limits);
    if (state.resource() instanceof Resource.Activity) {
      var done = branch.execution().runtime().start(attempt.activity());
      attempt.recordStarted();
      return finish(attempt, await(done));
    }
    attempt.recordStarted();
    var call = branch.execution().runtime().start(attempt.call());
    return finish(attempt, attempt.isSync() ? awaitWork(attempt, call) : await(call));
  }

  /** The outcome of the work that a call begins. */
  private TaskOutcome awaitWork(TaskAttempt attempt, PendingTask call) {
    var work = new BegunWork(branch.execution(), attempt, call);
    try {
      if (!(await(call) instanceof TaskOutcome.Succeeded(var submitted))) {
        return call.outcome();
      }
      attempt.recordSubmitted(submitted);
      var outcome = await(work.awaitedFrom(submitted));
      work.stopUnlessEnded();
      return outcome;
    } catch (FlowAborted aborted) {
      work.stopUnlessEnded();
      throw aborted;
    }
  }

  /** By a worker that polls the activity. */
  private JsonNode haveWorkedOn(JsonNode effective, TaskLimits limits) {
    requireActivity(limits);
    var attempt = begin(effective, limits);
    var task = branch.execution().runtime().startActivity(attempt.activity());
    return finish(attempt, stoppingInTheEnd(task, () -> answer(attempt, task)));
  }

  private TaskOutcome answer(TaskAttempt attempt, PendingActivity task) {
    branch.await(() -> task.isStarted() || task.isDone());
    // One of Temporal's own workers does not tell that it has begun, only how it ended.
    if (task.isStarted() || !(task.outcome() instanceof TaskOutcome.TimedOut)) {
      attempt.recordStartedBy(task.workerName());
    }
    branch.await(task::isDone);
    return task.outcome();
  }

  private void requireActivity(TaskLimits limits) {
    var found =
        await(branch.execution().runtime().start(TaskAttempt.existenceWork(state, visit, limits)));
    switch (found) {
      case TaskOutcome.Succeeded(var exists) when exists.asBoolean(false) -> {
        return;
      }
      case TaskOutcome.Succeeded _ ->
          throw new StatesException(
              ErrorName.RUNTIME, "The activity " + state.resource().arn() + " does not exist.");
      case TaskOutcome.Failed(var error, var cause) ->
          throw FlowFailure.of(branch.execution(), Origin.TASK, error, cause);
      case TaskOutcome.TimedOut _ -> throw new FlowFailure(Origin.TASK, ErrorName.TIMEOUT, null);
      case TaskOutcome.Cancelled _ ->
          throw new FlowFailure(Origin.TASK, ErrorName.TASK_FAILED, "The task was cancelled.");
    }
  }

  private JsonNode callAndAwaitToken(JsonNode effective, TaskLimits limits) {
    var token = openToken(limits);
    return stoppingInTheEnd(
        token,
        () -> {
          visit.withTaskToken(token.token());
          var attempt = begin(effective, limits);
          attempt.recordStarted();
          var call = branch.execution().runtime().start(attempt.call());
          return stoppingInTheEnd(call, () -> finish(attempt, answer(attempt, call, token)));
        });
  }

  /**
   * The answer to the token, which may come before the answer to the call; the call's own if that
   * has failed.
   */
  private TaskOutcome answer(TaskAttempt attempt, PendingTask call, PendingToken token) {
    branch.await(() -> call.isDone() || token.isDone());
    if (!token.isDone()) {
      if (!(call.outcome() instanceof TaskOutcome.Succeeded(var submitted))) {
        return call.outcome();
      }
      attempt.recordSubmitted(submitted);
    }
    branch.await(token::isDone);
    return token.outcome();
  }

  private PendingToken openToken(TaskLimits limits) {
    var bound = TOKEN_BOUND;
    while (true) {
      var token =
          branch.execution().runtime().openToken(TaskAttempt.tokenWork(state, visit, limits));
      if (isOpen(token, bound)) {
        return token;
      }
      if (token.isDone() && token.outcome() instanceof TaskOutcome.TimedOut) {
        throw new FlowFailure(Origin.TASK, ErrorName.TIMEOUT, null);
      }
      stopUnlessDone(token);
      branch.sleep(TOKEN_PAUSE, state.name());
      bound = bound.multipliedBy(2);
    }
  }

  private boolean isOpen(PendingToken token, Duration bound) {
    try {
      branch.await(bound, state.name(), () -> token.isOpen() || token.isDone());
      return token.isOpen();
    } catch (FlowAborted aborted) {
      stopUnlessDone(token);
      throw aborted;
    }
  }

  private TaskAttempt begin(JsonNode effective, TaskLimits limits) {
    var arguments = DataPhases.arguments(state.dataFlow(), visit, effective);
    return TaskAttempt.schedule(
        state, visit, ServiceArguments.complete(state.resource(), arguments), limits);
  }

  private TaskOutcome await(PendingTask task) {
    return stoppingInTheEnd(
        task,
        () -> {
          branch.await(task::isDone);
          return task.outcome();
        });
  }

  /** No finally: a workflow that is only put out of the cache must not cancel anything. */
  private <T> T stoppingInTheEnd(PendingTask task, Supplier<T> body) {
    try {
      var result = body.get();
      stopUnlessDone(task);
      return result;
    } catch (FlowAborted | StatesException ended) {
      stopUnlessDone(task);
      throw ended;
    }
  }

  private void stopUnlessDone(PendingTask task) {
    if (!task.isDone()) {
      branch.execution().stopping().stop(task);
    }
  }

  private JsonNode finish(TaskAttempt attempt, TaskOutcome outcome) {
    return switch (outcome) {
      case TaskOutcome.Succeeded(var output) -> {
        if (PayloadLimit.isExceededBy(output, branch.execution().limits())) {
          throw failed(
              attempt, ErrorName.DATA_LIMIT_EXCEEDED, PayloadLimit.cause(state.resource().arn()));
        }
        attempt.recordSucceeded(output);
        yield output;
      }
      case TaskOutcome.Failed(var error, var cause) -> throw failed(attempt, error, cause);
      case TaskOutcome.TimedOut(var heartbeat) -> {
        attempt.recordTimedOut();
        throw new FlowFailure(heartbeat ? Origin.HEARTBEAT : Origin.TASK, ErrorName.TIMEOUT, null);
      }
      case TaskOutcome.Cancelled() ->
          throw failed(attempt, ErrorName.TASK_FAILED, "The task was cancelled.");
    };
  }

  private FlowFailure failed(TaskAttempt attempt, @Nullable String error, @Nullable String cause) {
    var failure = FlowFailure.of(branch.execution(), Origin.TASK, error, cause);
    attempt.recordFailed(failure.error(), failure.cause());
    return failure;
  }
}
