package dev.stateway.api.execution;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.execution.ExecutionFailure;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.execution.StopReason;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How an execution ended, read from the last event of its workflow.
 *
 * @param status the final status
 * @param outputText the output of one that succeeded
 * @param error the error of one that did not
 * @param cause the cause of one that did not
 * @param historyFull whether its history has no room for more events
 */
record ExecutionClosing(
    ExecutionStatus status,
    @Nullable String outputText,
    @Nullable String error,
    @Nullable String cause,
    boolean historyFull) {

  private static ExecutionClosing of(ExecutionFailure failure) {
    return new ExecutionClosing(
        failure.status(),
        null,
        failure.error(),
        failure.cause(),
        Boolean.TRUE.equals(failure.historyFull()));
  }

  private static ExecutionClosing ended(
      ExecutionStatus status, @Nullable String error, @Nullable String cause) {
    return new ExecutionClosing(status, null, error, cause, false);
  }

  /** The end of one that was cancelled for this reason. */
  static ExecutionClosing aborted(StopReason reason) {
    return ended(ExecutionStatus.ABORTED, reason.error(), reason.cause());
  }

  /** Empty for an event that does not end an execution by itself. */
  static Optional<ExecutionClosing> read(HistoryEvent event, DataConverter converter) {
    return switch (event.getEventType()) {
      case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED ->
          Optional.of(
              succeeded(
                  event.getWorkflowExecutionCompletedEventAttributes().getResult(), converter));
      case EVENT_TYPE_WORKFLOW_EXECUTION_FAILED ->
          Optional.of(
              failed(event.getWorkflowExecutionFailedEventAttributes().getFailure(), converter));
      case EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED -> {
        var terminated = event.getWorkflowExecutionTerminatedEventAttributes();
        yield Optional.of(terminated(terminated.getDetails(), terminated.getReason(), converter));
      }
      case EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT ->
          Optional.of(ended(ExecutionStatus.TIMED_OUT, null, null));
      default -> Optional.empty();
    };
  }

  private static ExecutionClosing succeeded(Payloads result, DataConverter converter) {
    var output = converter.fromPayloads(0, Optional.of(result), JsonNode.class, JsonNode.class);
    return new ExecutionClosing(
        ExecutionStatus.SUCCEEDED, JsonText.write(output), null, null, false);
  }

  private static ExecutionClosing failed(Failure failure, DataConverter converter) {
    var exception = converter.failureToException(failure);
    if (!(exception instanceof ApplicationFailure application)) {
      return ended(ExecutionStatus.FAILED, null, exception.getMessage());
    }
    if (application.getDetails().getSize() == 0) {
      return ended(ExecutionStatus.FAILED, application.getType(), application.getOriginalMessage());
    }
    return of(application.getDetails().get(0, ExecutionFailure.class));
  }

  private static ExecutionClosing terminated(
      Payloads details, @Nullable String reason, DataConverter converter) {
    if (details.getPayloadsCount() == 0) {
      return ended(ExecutionStatus.ABORTED, null, reason);
    }
    return of(
        converter.fromPayloads(
            0, Optional.of(details), ExecutionFailure.class, ExecutionFailure.class));
  }
}
