package dev.stateway.workflows.temporal;

import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskHandler.Progress;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Gives tasks to workers of other task queues and waits for them. */
public final class QueuedTasks {
  private static final Logger LOG = LoggerFactory.getLogger(QueuedTasks.class);
  // Its activity ends first.
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final WorkflowClient client;
  private final String taskQueue;

  /**
   * By this client.
   *
   * @param taskQueue of the workers that run {@link QueuedTaskWorkflow}
   */
  public QueuedTasks(WorkflowClient client, String taskQueue) {
    this.client = client;
    this.taskQueue = taskQueue;
  }

  /**
   * Has a task done; another try of the same attempt waits for what the first has begun. When the
   * waiting one is interrupted because the task was stopped, the activity is cancelled.
   *
   * @throws TaskFailedException the activity failed or timed out
   */
  public JsonNode run(QueuedTask task, Progress progress) throws InterruptedException {
    var stub = start(task);
    try {
      return result(stub.getResultAsync(QueuedTask.Outcome.class).get());
    } catch (ExecutionException e) {
      throw ended(e.getCause());
    } catch (InterruptedException e) {
      if (progress.wasStopped()) {
        // On a thread that is not interrupted: the call must not be refused.
        Thread.ofVirtual().name("cancel-queued-task").start(() -> cancel(stub));
      }
      throw e;
    }
  }

  private WorkflowStub start(QueuedTask task) {
    var id = "task:" + task.input().idempotencyKey();
    var options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(id)
            .setTaskQueue(taskQueue)
            .setWorkflowIdReusePolicy(
                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
            .setWorkflowExecutionTimeout(task.timeout().plus(MARGIN))
            .setStaticSummary(task.activity() + " on " + task.taskQueue())
            .build();
    var stub = client.newUntypedWorkflowStub(QueuedTaskWorkflow.TYPE, options);
    try {
      stub.start(task);
      return stub;
    } catch (WorkflowExecutionAlreadyStarted _) {
      return client.newUntypedWorkflowStub(id);
    }
  }

  private static JsonNode result(QueuedTask.Outcome outcome) {
    var result = outcome.result();
    if (result == null) {
      throw new TaskFailedException(outcome.error(), outcome.cause());
    }
    return result;
  }

  private static RuntimeException ended(@Nullable Throwable cause) {
    return cause instanceof WorkflowFailedException failed
            && failed.getCause() instanceof CanceledFailure
        ? new CancellationException("The task was cancelled")
        : new IllegalStateException("The task has no result", cause);
  }

  private static void cancel(WorkflowStub stub) {
    try {
      stub.cancel("The task was stopped");
    } catch (RuntimeException e) {
      LOG.error("The task of {} cannot be cancelled", stub.getExecution(), e);
    }
  }
}
