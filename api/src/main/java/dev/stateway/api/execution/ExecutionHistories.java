package dev.stateway.api.execution;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.stateway.api.worker.TemporalCalls;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.workflows.execution.Continuation.RunSpan;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;
import dev.stateway.workflows.execution.StopReason;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.HistoryEventFilterType;
import io.temporal.api.history.v1.History;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryReverseRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryReverseResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Temporal itself recorded of an execution: no worker is needed for it. All methods
 * block.
 */
final class ExecutionHistories {
  private static final int PAGE = 100;

  private final TemporalConnection connection;

  ExecutionHistories(TemporalConnection connection) {
    this.connection = connection;
  }

  /**
   * What the start of an execution carries.
   *
   * @param firstRunId the run that was started, when later ones continued it
   * @param inputText the input as the caller wrote it
   * @param identity who it is
   * @param runId the run that is told of
   * @param before the runs before it; absent for the first one
   */
  record Beginning(
      String firstRunId,
      String inputText,
      ExecutionIdentity identity,
      String runId,
      @Nullable RunsBefore before) {
    /** All its runs up to this one, the oldest first. */
    List<RunSpan> runs() {
      if (before == null) {
        return List.of(new RunSpan(runId, 1, false));
      }
      var runs = new ArrayList<>(before.runs());
      runs.add(new RunSpan(runId, before.checkpoint().lastEventId() + 1, false));
      return List.copyOf(runs);
    }

    int redriveCount() {
      return before == null ? 0 : before.redriveCount();
    }

    @Nullable Instant redriveDate() {
      return before == null ? null : before.redriveDate();
    }
  }

  /** The part of an ExecutionRequest that is read here: the definition can be large. */
  record StartedWith(
      String inputText, ExecutionIdentity identity, @Nullable RunsBefore continuation) {}

  /** The part of a Continuation that is read here: where it goes on can be large. */
  record RunsBefore(
      List<RunSpan> runs,
      Instant startDate,
      int redriveCount,
      @Nullable Instant redriveDate,
      LastEvent checkpoint) {}

  /** The part of an ExecutionCheckpoint that is read here. */
  record LastEvent(long lastEventId) {}

  /**
   * Of the latest run, or of the given one.
   *
   * @throws StatusRuntimeException among others: there is no such workflow
   */
  DescribeWorkflowExecutionResponse describe(String workflowId, String runId) {
    return connection
        .stubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(connection.namespace())
                .setExecution(execution(workflowId, runId))
                .build());
  }

  /** How the execution began. */
  Beginning beginning(String workflowId, String runId) {
    var started = startedEvent(workflowId, runId);
    var with = argument(started, StartedWith.class);
    return new Beginning(
        started.getFirstExecutionRunId(),
        with.inputText(),
        with.identity(),
        started.getOriginalExecutionRunId(),
        with.continuation());
  }

  /** All that the execution was started with. */
  ExecutionRequest executionRequest(String workflowId) {
    return argument(startedEvent(workflowId, ""), ExecutionRequest.class);
  }

  private WorkflowExecutionStartedEventAttributes startedEvent(String workflowId, String runId) {
    var response =
        connection
            .stubs()
            .blockingStub()
            .getWorkflowExecutionHistory(request(workflowId, runId).setMaximumPageSize(1).build());
    return response.getHistory().getEvents(0).getWorkflowExecutionStartedEventAttributes();
  }

  private <T> T argument(WorkflowExecutionStartedEventAttributes started, Class<T> type) {
    return connection
        .client()
        .getOptions()
        .getDataConverter()
        .fromPayloads(0, Optional.of(started.getInput()), type, type);
  }

  /** Whether a worker ever took the run: those that none did are short. */
  boolean wasTaken(String workflowId, String runId) {
    return connection
        .stubs()
        .blockingStub()
        .getWorkflowExecutionHistory(request(workflowId, runId).build())
        .getHistory()
        .getEventsList()
        .stream()
        .anyMatch(HistoryEvent::hasWorkflowTaskStartedEventAttributes);
  }

  /** Whether an activity of the latest run was answered and no worker has taken the answer yet. */
  boolean hasUnseenAnswers(String workflowId) {
    var page = ByteString.EMPTY;
    do {
      var response = pageFromEnd(workflowId, "", page);
      for (var event : response.getHistory().getEventsList()) {
        if (event.hasWorkflowTaskCompletedEventAttributes()) {
          return false;
        }
        if (event.hasActivityTaskCompletedEventAttributes()) {
          return true;
        }
      }
      page = response.getNextPageToken();
    } while (!page.isEmpty());
    return false;
  }

  /** Why the run was asked to stop: the end of a cancelled workflow does not tell. */
  StopReason stopReason(String workflowId, String runId) {
    var page = ByteString.EMPTY;
    do {
      // It was asked shortly before its end.
      var response = pageFromEnd(workflowId, runId, page);
      var reason = stopReason(response.getHistory());
      if (reason.isPresent()) {
        return reason.get();
      }
      page = response.getNextPageToken();
    } while (!page.isEmpty());
    return StopReason.fromText(null);
  }

  private static Optional<StopReason> stopReason(History history) {
    return history.getEventsList().stream()
        .filter(HistoryEvent::hasWorkflowExecutionCancelRequestedEventAttributes)
        .map(event -> event.getWorkflowExecutionCancelRequestedEventAttributes().getCause())
        .map(StopReason::fromText)
        .findFirst();
  }

  private GetWorkflowExecutionHistoryReverseResponse pageFromEnd(
      String workflowId, String runId, ByteString token) {
    return connection
        .stubs()
        .blockingStub()
        .getWorkflowExecutionHistoryReverse(
            GetWorkflowExecutionHistoryReverseRequest.newBuilder()
                .setNamespace(connection.namespace())
                .setExecution(execution(workflowId, runId))
                .setMaximumPageSize(PAGE)
                .setNextPageToken(token)
                .build());
  }

  /** The end of this run. */
  HistoryEvent lastEvent(String workflowId, String runId) {
    var response =
        connection
            .stubs()
            .blockingStub()
            .getWorkflowExecutionHistory(
                request(workflowId, runId)
                    .setHistoryEventFilterType(
                        HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT)
                    .build());
    return response.getHistory().getEvents(response.getHistory().getEventsCount() - 1);
  }

  /**
   * The end of an execution, once it is there; empty when the deadline of the calling context comes
   * first.
   */
  Optional<HistoryEvent> awaitLastEvent(String workflowId, String startRunId) {
    var runId = startRunId;
    var page = ByteString.EMPTY;
    while (true) {
      var response = poll(workflowId, runId, page);
      if (response.isEmpty()) {
        return Optional.empty();
      }
      page = response.get().getNextPageToken();
      if (response.get().getHistory().getEventsCount() == 0) {
        continue; // the server's long poll ended before the run did
      }
      var last = response.get().getHistory().getEvents(0);
      if (!last.hasWorkflowExecutionContinuedAsNewEventAttributes()) {
        return Optional.of(last);
      }
      runId = last.getWorkflowExecutionContinuedAsNewEventAttributes().getNewExecutionRunId();
      page = ByteString.EMPTY;
    }
  }

  private Optional<GetWorkflowExecutionHistoryResponse> poll(
      String workflowId, String runId, ByteString page) {
    try {
      return Optional.of(
          connection
              .stubs()
              .blockingStub()
              .getWorkflowExecutionHistory(
                  request(workflowId, runId)
                      .setHistoryEventFilterType(
                          HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT)
                      .setWaitNewEvent(true)
                      .setNextPageToken(page)
                      .build()));
    } catch (StatusRuntimeException failure) {
      if (TemporalCalls.isTimeUp(failure)) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private GetWorkflowExecutionHistoryRequest.Builder request(String workflowId, String runId) {
    return GetWorkflowExecutionHistoryRequest.newBuilder()
        .setNamespace(connection.namespace())
        .setExecution(execution(workflowId, runId));
  }

  private static WorkflowExecution execution(String workflowId, String runId) {
    return WorkflowExecution.newBuilder().setWorkflowId(workflowId).setRunId(runId).build();
  }

  static Instant instant(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }
}
