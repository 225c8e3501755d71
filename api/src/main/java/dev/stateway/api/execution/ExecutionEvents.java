package dev.stateway.api.execution;

import dev.stateway.api.arn.StatesArn.AnyExecution;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.worker.TemporalCalls;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.Continuation.RunSpan;
import dev.stateway.workflows.execution.ExecutionMessages;
import dev.stateway.workflows.execution.HistoryPage;
import dev.stateway.workflows.execution.HistoryRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowTargetOptions;
import java.util.List;

/**
 * The events of executions as their workflows tell them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetExecutionHistory.html">GetExecutionHistory</a>
 */
final class ExecutionEvents {
  /** Each run has to be replayed, if it is not in a worker's cache. */
  private static final int RUNS_A_PAGE = 8;

  private final TemporalConnection connection;
  private final ExecutionReader reader;

  ExecutionEvents(TemporalConnection connection, ExecutionReader reader) {
    this.connection = connection;
    this.reader = reader;
  }

  /** One page. Blocks. */
  HistoryPage page(
      AnyExecution execution, ExecutionDescription description, HistoryRequest request) {
    var runs = reader.runs(execution);
    var events = JsonText.MAPPER.createArrayNode();
    var index = indexOfFirst(runs, request);
    var after = request.afterId();
    for (var asked = 1; ; asked++) {
      var rest =
          new HistoryRequest(
              after,
              request.maxResults() - events.size(),
              request.reverseOrder(),
              request.includeExecutionData());
      var part = page(execution, description, runs, index, rest);
      part.events().forEach(events::add);
      index += request.reverseOrder() ? -1 : 1;
      var isLast = index < 0 || index == runs.size();
      if (part.more() || isLast || events.size() == request.maxResults() || asked == RUNS_A_PAGE) {
        return new HistoryPage(events, !events.isEmpty() && (part.more() || !isLast));
      }
      after =
          request.reverseOrder()
              ? runs.get(index + 1).firstEventId()
              : runs.get(index).firstEventId() - 1;
    }
  }

  /** The run that the event after the last one seen is of. */
  private static int indexOfFirst(List<RunSpan> runs, HistoryRequest request) {
    var index = runs.size() - 1;
    if (!request.reverseOrder()) {
      while (index > 0 && runs.get(index).firstEventId() > request.afterId() + 1) {
        index--;
      }
    } else if (request.afterId() != 0) {
      while (index > 0 && runs.get(index).firstEventId() >= request.afterId()) {
        index--;
      }
    }
    return index;
  }

  /** The part of a page that one run holds. */
  private HistoryPage page(
      AnyExecution execution,
      ExecutionDescription description,
      List<RunSpan> runs,
      int index,
      HistoryRequest request) {
    var run = runs.get(index);
    if (index == runs.size() - 1) {
      return page(execution, description, run, request);
    }
    try {
      return run.ended()
          ? page(execution, reader.describe(execution, run.runId()), run, request)
          : query(execution, run, request);
    } catch (WorkflowNotFoundException | StatusRuntimeException failure) {
      if (!isGone(failure)) {
        throw failure;
      }
      // Older than what the namespace keeps.
      return new HistoryPage(JsonText.MAPPER.createArrayNode(), false);
    }
  }

  private static boolean isGone(RuntimeException failure) {
    return failure instanceof WorkflowNotFoundException
        || (failure instanceof StatusRuntimeException status && TemporalCalls.isNotFound(status));
  }

  /** The part of a page that the last run holds, or one that was the last before a redrive. */
  private HistoryPage page(
      AnyExecution execution,
      ExecutionDescription description,
      RunSpan run,
      HistoryRequest request) {
    return switch (description.status()) {
      case RUNNING, SUCCEEDED, FAILED -> query(execution, run, request);
      case ABORTED, TIMED_OUT -> {
        var roleArn = reader.origin(execution).identity().roleArn();
        var unfinished = new UnfinishedHistory(description, roleArn, run.firstEventId(), request);
        yield reader.histories().wasTaken(execution.workflowId(), run.runId())
            ? unfinished.finished(query(execution, run, request))
            : unfinished.ofNoWorker();
      }
    };
  }

  private HistoryPage query(AnyExecution execution, RunSpan run, HistoryRequest request) {
    return query(execution, run.runId(), ExecutionMessages.HISTORY, HistoryPage.class, request);
  }

  /** Asks a run something. */
  <T> T query(
      AnyExecution execution, String runId, String query, Class<T> answer, Object argument) {
    try {
      var target =
          WorkflowTargetOptions.newBuilder()
              .setWorkflowId(execution.workflowId())
              .setRunId(runId)
              .build();
      return connection.client().newUntypedWorkflowStub(target).query(query, answer, argument);
    } catch (WorkflowNotFoundException gone) {
      throw gone;
    } catch (WorkflowException failure) {
      var status = TemporalCalls.statusOf(failure);
      if (status != null && status.getStatus().getCode() == Status.Code.FAILED_PRECONDITION) {
        throw AwsError.unavailable("No worker answers; try again later");
      }
      throw failure;
    }
  }
}
