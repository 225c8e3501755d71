package dev.stateway.api.execution;

import static dev.stateway.api.execution.ExecutionHistories.instant;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.arn.StatesArn.AnyExecution;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.worker.TemporalCalls;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;
import dev.stateway.workflows.execution.ExecutionStatus;
import io.grpc.StatusRuntimeException;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.common.converter.DataConverter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Describes executions. All methods block. */
final class ExecutionReader {
  private static final ExecutionClosing RUNNING =
      new ExecutionClosing(ExecutionStatus.RUNNING, null, null, null);

  private final ExecutionHistories histories;
  private final DataConverter converter;

  ExecutionReader(TemporalConnection connection) {
    this.histories = new ExecutionHistories(connection);
    this.converter = connection.client().getOptions().getDataConverter();
  }

  ExecutionHistories histories() {
    return histories;
  }

  /**
   * How the execution stands.
   *
   * @throws AwsError ExecutionDoesNotExist
   */
  ExecutionDescription describe(AnyExecution execution) {
    try {
      var info = histories.describe(execution.workflowId(), "").getWorkflowExecutionInfo();
      var runId = info.getExecution().getRunId();
      var beginning = histories.beginning(execution.workflowId(), runId);
      if (!beginning.identity().executionArn().equals(execution.toString())) {
        // The same names in another account or region.
        throw AwsError.executionDoesNotExist(execution.toString());
      }
      var first = runId.equals(beginning.firstRunId()) ? info : info(execution, beginning);
      var last = info.hasCloseTime() ? histories.lastEvent(execution.workflowId(), runId) : null;
      return description(beginning.identity(), beginning.inputText(), startDate(first), last);
    } catch (StatusRuntimeException failure) {
      if (TemporalCalls.isNotFound(failure)) {
        throw AwsError.executionDoesNotExist(execution.toString());
      }
      throw failure;
    }
  }

  /**
   * What the execution was started with.
   *
   * @throws AwsError ExecutionDoesNotExist
   */
  ExecutionOrigin origin(AnyExecution execution) {
    try {
      var request = histories.executionRequest(execution.workflowId());
      var info = histories.describe(execution.workflowId(), "").getWorkflowExecutionInfo();
      var memo = info.getMemo().getFieldsOrThrow(StateMachineRevision.MEMO);
      var revision =
          converter.fromPayload(memo, StateMachineRevision.class, StateMachineRevision.class);
      return new ExecutionOrigin(request.identity(), request.definition(), revision);
    } catch (StatusRuntimeException failure) {
      if (TemporalCalls.isNotFound(failure)) {
        throw AwsError.executionDoesNotExist(execution.toString());
      }
      throw failure;
    }
  }

  private WorkflowExecutionInfo info(
      AnyExecution execution, ExecutionHistories.Beginning beginning) {
    return histories
        .describe(execution.workflowId(), beginning.firstRunId())
        .getWorkflowExecutionInfo();
  }

  /** What AWS shows as the start of the run. */
  static Instant startDate(WorkflowExecutionInfo info) {
    return instant(info.getStartTime()).truncatedTo(ChronoUnit.MILLIS);
  }

  /** How an execution stands whose workflow has ended with this event, or not yet. */
  ExecutionDescription description(
      ExecutionIdentity identity,
      String inputText,
      Instant startDate,
      @Nullable HistoryEvent last) {
    var closing = last == null ? RUNNING : closing(identity, last);
    var stopDate =
        last == null || closing.status() == ExecutionStatus.RUNNING
            ? null
            : instant(last.getEventTime()).truncatedTo(ChronoUnit.MILLIS);
    return new ExecutionDescription(
        identity.executionArn(),
        identity.stateMachineArn(),
        identity.executionName(),
        closing.status(),
        startDate,
        stopDate,
        inputText,
        closing.outputText(),
        closing.error(),
        closing.cause());
  }

  private ExecutionClosing closing(ExecutionIdentity identity, HistoryEvent last) {
    if (last.hasWorkflowExecutionCanceledEventAttributes()) {
      var execution = StatesArn.anyExecution(identity.executionArn());
      return ExecutionClosing.aborted(histories.stopReason(execution.workflowId()));
    }
    return ExecutionClosing.read(last, converter).orElse(RUNNING);
  }
}
