package dev.stateway.api.execution;

import static dev.stateway.api.execution.ExecutionHistories.instant;

import dev.stateway.api.arn.StatesArn;
import dev.stateway.api.arn.StatesArn.AnyExecution;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.execution.ExecutionHistories.Beginning;
import dev.stateway.api.worker.TemporalCalls;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.workflows.execution.Continuation.RunSpan;
import dev.stateway.workflows.execution.ExecutionFailure;
import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.execution.ExecutionVisibility;
import io.grpc.StatusRuntimeException;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.common.converter.DataConverter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes executions. All methods block. */
final class ExecutionReader {
  private static final ExecutionClosing RUNNING =
      new ExecutionClosing(ExecutionStatus.RUNNING, null, null, null, false);

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
      return describe(execution, info);
    } catch (StatusRuntimeException failure) {
      if (TemporalCalls.isNotFound(failure)) {
        throw AwsError.executionDoesNotExist(execution.toString());
      }
      throw failure;
    }
  }

  /** How it stood when this run had ended. */
  ExecutionDescription describe(AnyExecution execution, String runId) {
    return describe(
        execution, histories.describe(execution.workflowId(), runId).getWorkflowExecutionInfo());
  }

  private ExecutionDescription describe(AnyExecution execution, WorkflowExecutionInfo info) {
    var runId = info.getExecution().getRunId();
    var beginning = histories.beginning(execution.workflowId(), runId);
    if (!beginning.identity().executionArn().equals(execution.toString())) {
      // The same names in another account or region.
      throw AwsError.executionDoesNotExist(execution.toString());
    }
    var last = info.hasCloseTime() ? histories.lastEvent(execution.workflowId(), runId) : null;
    var start =
        new Start(
            beginning.identity(),
            beginning.inputText(),
            startDate(execution, info, beginning),
            beginning.redriveCount(),
            beginning.redriveDate(),
            StartedFrom.of(info));
    return description(start, beginning.runId(), last, isStoppedWithFullHistory(info));
  }

  /** What the end of one that was cancelled does not tell, its memo does. */
  private boolean isStoppedWithFullHistory(WorkflowExecutionInfo info) {
    var failure = info.getMemo().getFieldsMap().get(ExecutionVisibility.MEMO_FAILURE);
    return failure != null
        && Boolean.TRUE.equals(
            converter
                .fromPayload(failure, ExecutionFailure.class, ExecutionFailure.class)
                .historyFull());
  }

  private Instant startDate(
      AnyExecution execution, WorkflowExecutionInfo info, Beginning beginning) {
    if (beginning.before() != null) {
      return beginning.before().startDate();
    }
    var isFirst = info.getExecution().getRunId().equals(beginning.firstRunId());
    return startDate(isFirst ? info : info(execution, beginning));
  }

  /**
   * The runs of the execution, the oldest first.
   *
   * @throws AwsError ExecutionDoesNotExist
   */
  List<RunSpan> runs(AnyExecution execution) {
    return histories.beginning(execution.workflowId(), "").runs();
  }

  /** The run that recorded this event, and those after it; none when there is no such workflow. */
  List<String> runsFrom(String workflowId, long eventId) {
    try {
      var runs = histories.beginning(workflowId, "").runs();
      var earlier = runs.stream().filter(run -> run.firstEventId() <= eventId).count();
      return runs.stream().skip(Math.max(0, earlier - 1)).map(RunSpan::runId).toList();
    } catch (StatusRuntimeException failure) {
      if (TemporalCalls.isNotFound(failure)) {
        return List.of();
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
      return new ExecutionOrigin(
          request.identity(), request.definition(), revision, StartedFrom.of(info).mapRunArn());
    } catch (StatusRuntimeException failure) {
      if (TemporalCalls.isNotFound(failure)) {
        throw AwsError.executionDoesNotExist(execution.toString());
      }
      throw failure;
    }
  }

  private WorkflowExecutionInfo info(AnyExecution execution, Beginning beginning) {
    return histories
        .describe(execution.workflowId(), beginning.firstRunId())
        .getWorkflowExecutionInfo();
  }

  /** What AWS shows as the start of the run. */
  static Instant startDate(WorkflowExecutionInfo info) {
    return instant(info.getStartTime()).truncatedTo(ChronoUnit.MILLIS);
  }

  /** What a description takes from the beginning of an execution and of its last redrive. */
  record Start(
      ExecutionIdentity identity,
      String inputText,
      Instant startDate,
      int redriveCount,
      @Nullable Instant redriveDate,
      StartedFrom from) {}

  /** How an execution stands whose run has ended with this event, or not yet. */
  ExecutionDescription description(Start start, String runId, @Nullable HistoryEvent last) {
    return description(start, runId, last, false);
  }

  private ExecutionDescription description(
      Start start, String runId, @Nullable HistoryEvent last, boolean isStoppedWithFullHistory) {
    var closing = last == null ? RUNNING : closing(start.identity(), runId, last);
    var stopDate =
        last == null || closing.status() == ExecutionStatus.RUNNING
            ? null
            : instant(last.getEventTime()).truncatedTo(ChronoUnit.MILLIS);
    return new ExecutionDescription(
        start.identity().executionArn(),
        start.identity().stateMachineArn(),
        start.identity().executionName(),
        closing.status(),
        start.startDate(),
        stopDate,
        start.inputText(),
        closing.outputText(),
        closing.error(),
        closing.cause(),
        start.redriveCount(),
        start.redriveDate(),
        start.from(),
        closing.historyFull() || isStoppedWithFullHistory);
  }

  private ExecutionClosing closing(ExecutionIdentity identity, String runId, HistoryEvent last) {
    if (last.hasWorkflowExecutionCanceledEventAttributes()) {
      var execution = StatesArn.anyExecution(identity.executionArn());
      return ExecutionClosing.aborted(histories.stopReason(execution.workflowId(), runId));
    }
    return ExecutionClosing.read(last, converter).orElse(RUNNING);
  }
}
