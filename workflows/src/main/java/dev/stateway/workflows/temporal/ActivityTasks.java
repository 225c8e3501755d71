package dev.stateway.workflows.temporal;

import dev.stateway.workflows.execution.ExecutionMessages;
import dev.stateway.workflows.task.TaskTokenContent;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueRequest;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowTargetOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The work of Step Functions activities: each activity is a Temporal task queue named by its ARN,
 * so that its workers poll here or are Temporal's own, in any language.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-activities.html">Activities</a>
 */
public final class ActivityTasks {
  private final WorkflowClient client;

  /** Those of this client's namespace. */
  public ActivityTasks(WorkflowClient client) {
    this.client = client;
  }

  /**
   * Work for a worker.
   *
   * @param input of the task
   * @param answer where its outcome goes
   */
  public record Polled(JsonNode input, TaskTokenContent answer) {}

  /**
   * Waits for work as long as Temporal lets a poll wait, about a minute, or until the gRPC context
   * ends; what is given out here is with this worker alone.
   *
   * @param workerName shown in the history
   * @return absent when there was none, or none that its execution still wants
   */
  public Optional<Polled> poll(String activityArn, @Nullable String workerName) {
    var namespace = client.getOptions().getNamespace();
    var request =
        PollActivityTaskQueueRequest.newBuilder()
            .setNamespace(namespace)
            .setTaskQueue(TaskQueue.newBuilder().setName(activityArn))
            .setIdentity(workerName == null ? "" : workerName)
            .build();
    var task = poll(request);
    return task.getTaskToken().isEmpty() || !isWanted(task, workerName)
        ? Optional.empty()
        : Optional.of(polled(namespace, task));
  }

  private PollActivityTaskQueueResponse poll(PollActivityTaskQueueRequest request) {
    try {
      return client.getWorkflowServiceStubs().blockingStub().pollActivityTaskQueue(request);
    } catch (StatusRuntimeException failure) {
      if (Context.current().isCancelled()
          || failure.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
        return PollActivityTaskQueueResponse.getDefaultInstance();
      }
      throw failure;
    }
  }

  private Polled polled(String namespace, PollActivityTaskQueueResponse task) {
    var execution = task.getWorkflowExecution();
    var input =
        client
            .getOptions()
            .getDataConverter()
            .fromPayload(task.getInput().getPayloads(0), JsonNode.class, JsonNode.class);
    return new Polled(
        input,
        new TaskTokenContent(
            namespace, execution.getWorkflowId(), execution.getRunId(), task.getActivityId()));
  }

  /** Tells the execution before the worker knows of it, so that the start comes before the end. */
  private boolean isWanted(PollActivityTaskQueueResponse task, @Nullable String workerName) {
    var waitId = WaitIdPropagator.waitId(task.getHeader().getFieldsMap());
    if (waitId == null) {
      return false;
    }
    var execution =
        WorkflowTargetOptions.newBuilder()
            .setWorkflowId(task.getWorkflowExecution().getWorkflowId())
            .setRunId(task.getWorkflowExecution().getRunId())
            .build();
    try {
      client
          .newUntypedWorkflowStub(execution)
          .signal(ExecutionMessages.ACTIVITY_STARTED, waitId, workerName);
      return true;
    } catch (WorkflowNotFoundException _) {
      return false;
    }
  }
}
