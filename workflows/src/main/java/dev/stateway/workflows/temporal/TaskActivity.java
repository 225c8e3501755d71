package dev.stateway.workflows.temporal;

import dev.stateway.translator.error.ErrorName;
import dev.stateway.workflows.execution.ExecutionMessages;
import dev.stateway.workflows.runtime.TaskWork;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskHandler;
import dev.stateway.workflows.task.TaskRequest;
import dev.stateway.workflows.task.TaskTokenContent;
import dev.stateway.workflows.task.TaskTokens;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.DynamicActivity;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.common.converter.EncodedValues;
import io.temporal.failure.ApplicationFailure;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Every step of every task as an activity: its type says which.
 *
 * @see <a href="https://docs.temporal.io/activities">Temporal activities</a>
 */
final class TaskActivity implements DynamicActivity {
  /** The activity that does nothing but renew a long workflow task. */
  static final String RENEW = "renewWorkflowTask";

  private static final String WORKER_STOPPED = "WorkerStopped";
  private static final String TOKEN = "taskToken";

  private final TaskHandler handler;
  private final TaskTokens tokens;

  TaskActivity(TaskHandler handler, TaskTokens tokens) {
    this.handler = handler;
    this.tokens = tokens;
  }

  @Override
  public @Nullable Object execute(EncodedValues args) {
    var context = Activity.getExecutionContext();
    var type = context.getInfo().getActivityType();
    if (type.equals(RENEW)) {
      return null;
    }
    if (type.equals(TOKEN)) {
      openToken(context, args.get(1, String.class));
      return null;
    }
    return work(context, type, args.get(0, TaskRequest.class));
  }

  private @Nullable Object work(
      ActivityExecutionContext context, String type, TaskRequest request) {
    var heartbeat = WorkerHeartbeat.start(context);
    try (heartbeat) {
      if (type.endsWith(TaskWork.OF_STOP)) {
        handler.stop(request, heartbeat);
        return null;
      }
      return type.endsWith(TaskWork.OF_COMPLETION)
          ? handler.awaitCompletion(request, heartbeat)
          : handler.call(request, heartbeat);
    } catch (RuntimeException failed) {
      throw failure(failed, heartbeat.stopped(), type.equals(TaskWork.NOTICE));
    }
  }

  private static RuntimeException failure(
      RuntimeException failed, @Nullable ActivityCompletionException stopped, boolean isNotice) {
    if (stopped != null) {
      return stopped;
    }
    return switch (failed) {
      case TaskFailedException task -> {
        var error = new TaskError(task.error(), task.cause());
        yield isNotice ? error.toPassingFailure(task.retryAfter()) : error.toFailure();
      }
      // This worker goes away in the middle of it: the activity's own retry gives it to another.
      case CancellationException _ ->
          ApplicationFailure.newFailure("The worker has stopped", WORKER_STOPPED);
      default -> new TaskError(ErrorName.TASK_FAILED, failed.toString()).toFailure();
    };
  }

  private void openToken(ActivityExecutionContext context, String waitId) {
    var info = context.getInfo();
    // Only an activity outside any workflow has neither.
    var workflowId = Objects.requireNonNull(info.getWorkflowId());
    var runId = Objects.requireNonNull(info.getWorkflowRunId());
    var token =
        tokens.seal(
            new TaskTokenContent(info.getNamespace(), workflowId, runId, info.getActivityId()));
    var execution =
        WorkflowTargetOptions.newBuilder().setWorkflowId(workflowId).setRunId(runId).build();
    context.doNotCompleteOnReturn();
    context
        .getWorkflowClient()
        .newUntypedWorkflowStub(execution)
        .signal(ExecutionMessages.TASK_TOKEN_OPENED, waitId, token);
  }
}
