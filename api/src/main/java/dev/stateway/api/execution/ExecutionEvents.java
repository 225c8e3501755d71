package dev.stateway.api.execution;

import dev.stateway.api.arn.StatesArn.AnyExecution;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.worker.TemporalCalls;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.workflows.execution.ExecutionMessages;
import dev.stateway.workflows.execution.HistoryPage;
import dev.stateway.workflows.execution.HistoryRequest;
import io.grpc.Status;
import io.temporal.client.WorkflowException;

/**
 * The events of executions as their workflows tell them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html">GetExecutionHistory</a>
 */
final class ExecutionEvents {
  private final TemporalConnection connection;
  private final ExecutionReader reader;

  ExecutionEvents(TemporalConnection connection, ExecutionReader reader) {
    this.connection = connection;
    this.reader = reader;
  }

  /** One page. Blocks. */
  HistoryPage page(
      AnyExecution execution, ExecutionDescription description, HistoryRequest request) {
    var workflowId = execution.workflowId();
    return switch (description.status()) {
      case RUNNING, SUCCEEDED, FAILED -> query(workflowId, request);
      case ABORTED, TIMED_OUT -> {
        var unfinished =
            new UnfinishedHistory(
                description, reader.origin(execution).identity().roleArn(), request);
        yield reader.histories().wasTaken(workflowId)
            ? unfinished.finished(query(workflowId, request))
            : unfinished.ofNoWorker();
      }
    };
  }

  private HistoryPage query(String workflowId, HistoryRequest request) {
    try {
      return connection
          .client()
          .newUntypedWorkflowStub(workflowId)
          .query(ExecutionMessages.HISTORY, HistoryPage.class, request);
    } catch (WorkflowException failure) {
      var status = TemporalCalls.statusOf(failure);
      if (status != null && status.getStatus().getCode() == Status.Code.FAILED_PRECONDITION) {
        throw AwsError.unavailable("No worker answers; try again later");
      }
      throw failure;
    }
  }
}
