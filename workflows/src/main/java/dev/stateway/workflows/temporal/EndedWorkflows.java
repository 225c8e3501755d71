package dev.stateway.workflows.temporal;

import dev.stateway.workflows.checkpoint.ExecutionCheckpoint;
import dev.stateway.workflows.execution.ExecutionMessages;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;
import dev.stateway.workflows.maprun.ChildInput;
import dev.stateway.workflows.maprun.MapRunFailure;
import dev.stateway.workflows.maprun.MapRunIdentity;
import dev.stateway.workflows.maprun.MapRunProgress;
import dev.stateway.workflows.maprun.MapRunRequest;
import dev.stateway.workflows.maprun.MapShardRequest;
import dev.stateway.workflows.maprun.MapShardResult;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a redrive of a Map Run reads of the workflows of before. All methods block. */
final class EndedWorkflows {
  private final WorkflowClient client;

  EndedWorkflows(WorkflowClient client) {
    this.client = client;
  }

  /** A Map Run, once it has ended. */
  EndedMapRun mapRun(MapRunIdentity identity) {
    var stub = client.newUntypedWorkflowStub(MapRunOptions.workflowId(identity));
    try {
      awaitEnd(stub);
      if (stub.describe().getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_TERMINATED) {
        throw gone("The Map Run " + identity.mapRunArn() + " was terminated by force");
      }
      return new EndedMapRun(
          argument(started(stub, null), MapRunRequest.class),
          stub.query(ExecutionMessages.MAP_RUN_PROGRESS, MapRunProgress.class));
    } catch (WorkflowNotFoundException _) {
      throw gone("There is no Map Run " + identity.mapRunArn() + " any more");
    }
  }

  private static void awaitEnd(WorkflowStub stub) {
    try {
      stub.getResult(Object.class);
    } catch (WorkflowFailedException _) {
      // That is why it is redriven.
    }
  }

  /** The executions of a part that a redrive has to run. */
  List<ChildInput> part(MapRunIdentity identity, int shard, int redrive) {
    var stub = client.newUntypedWorkflowStub(MapRunOptions.workflowId(identity, shard));
    try {
      var result = stub.getResult(MapShardResult.class);
      return argument(started(stub, null), MapShardRequest.class).children().stream()
          .flatMap(child -> result.toRun(child, redrive).stream())
          .toList();
    } catch (WorkflowFailedException | WorkflowNotFoundException _) {
      throw gone("Part " + shard + " of the Map Run " + identity.mapRunArn() + " is lost");
    }
  }

  /** How an execution goes on. */
  RedriveStart execution(ExecutionIdentity identity, Instant now) {
    var stub = client.newUntypedWorkflowStub(MapRunOptions.workflowId(identity));
    try {
      // Says so where there is none.
      stub.describe();
      var started = started(stub, null);
      var request = argument(started, ExecutionRequest.class);
      var before = request.continuation();
      var startDate =
          before == null ? startDate(stub, started.getFirstExecutionRunId()) : before.startDate();
      var next =
          request.redriven(
              started.getOriginalExecutionRunId(), startDate, now, point(stub, request, startDate));
      return start(next, startDate);
    } catch (WorkflowNotFoundException _) {
      throw gone("There is no execution " + identity.executionArn() + " any more");
    }
  }

  private static RedriveStart start(ExecutionRequest next, Instant startDate) {
    var most = next.settings().limits().historyEvents();
    var continuation = next.continuation();
    if (continuation == null) {
      throw new IllegalStateException("a redrive continues something");
    }
    var isFull = most != null && continuation.checkpoint().lastEventId() >= most - 1;
    return new RedriveStart(next, startDate, continuation.redriveCount(), isFull);
  }

  private ExecutionCheckpoint point(
      WorkflowStub stub, ExecutionRequest request, Instant startDate) {
    if (wasTaken(stub)) {
      return stub.query(ExecutionMessages.REDRIVE_POINT, ExecutionCheckpoint.class, 0L);
    }
    return request.beginning(startDate);
  }

  /** Whether a worker ever took it: one that none did knows of nothing. */
  private boolean wasTaken(WorkflowStub stub) {
    return history(stub, null, 0).getHistory().getEventsList().stream()
        .anyMatch(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED);
  }

  private Instant startDate(WorkflowStub stub, String firstRunId) {
    var time = history(stub, firstRunId, 1).getHistory().getEvents(0).getEventTime();
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos()).truncatedTo(ChronoUnit.MILLIS);
  }

  private WorkflowExecutionStartedEventAttributes started(
      WorkflowStub stub, @Nullable String runId) {
    return history(stub, runId, 1)
        .getHistory()
        .getEvents(0)
        .getWorkflowExecutionStartedEventAttributes();
  }

  /** The beginning of the history of the latest run or the given one. */
  private GetWorkflowExecutionHistoryResponse history(
      WorkflowStub stub, @Nullable String runId, int events) {
    var execution = WorkflowExecution.newBuilder().setWorkflowId(workflowId(stub));
    if (runId != null) {
      execution.setRunId(runId);
    }
    var request =
        GetWorkflowExecutionHistoryRequest.newBuilder()
            .setNamespace(client.getOptions().getNamespace())
            .setExecution(execution)
            .setMaximumPageSize(events)
            .build();
    return client.getWorkflowServiceStubs().blockingStub().getWorkflowExecutionHistory(request);
  }

  private static String workflowId(WorkflowStub stub) {
    return Objects.requireNonNull(stub.getExecution()).getWorkflowId();
  }

  private <T> T argument(WorkflowExecutionStartedEventAttributes started, Class<T> type) {
    return client
        .getOptions()
        .getDataConverter()
        .fromPayloads(0, Optional.of(started.getInput()), type, type);
  }

  private static RuntimeException gone(String what) {
    return MapRunErrors.toFailure(MapRunFailure.notRedrivable(what));
  }
}
