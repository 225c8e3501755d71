package dev.stateway.api.execution;

import dev.stateway.api.arn.StatesArn.Execution;
import dev.stateway.api.error.AwsError;
import dev.stateway.api.worker.TemporalConnection;
import dev.stateway.workflows.checkpoint.ExecutionCheckpoint;
import dev.stateway.workflows.execution.ExecutionMessages;
import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.execution.ExecutionVisibility;
import dev.stateway.workflows.execution.HistoryRequest;
import dev.stateway.workflows.execution.Redrives;
import dev.stateway.workflows.execution.Redrives.Redrive;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributes;
import io.temporal.common.converter.DataConverter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Takes executions up where they failed: another run of the same workflow, which begins with what
 * the ended one says is left to do. Blocks.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html">RedriveExecution</a>
 */
final class ExecutionRedriver {
  private final TemporalConnection connection;
  private final DataConverter converter;
  private final ExecutionReader reader;
  private final ExecutionEvents events;

  ExecutionRedriver(TemporalConnection connection, ExecutionReader reader, ExecutionEvents events) {
    this.connection = connection;
    this.converter = connection.client().getOptions().getDataConverter();
    this.reader = reader;
    this.events = events;
  }

  /**
   * When it was redriven: now, or when the same client token did it.
   *
   * @throws AwsError ExecutionNotRedrivable
   */
  Instant redrive(
      Execution execution, ExecutionDescription description, @Nullable String clientToken) {
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var info = info(execution);
    var redrives = RedrivesMemo.read(info, converter);
    var before = redrives.dateOf(clientToken, now);
    if (before.isPresent()) {
      return before.get();
    }
    requireRedrivable(description, now);
    var request = request(execution, description, now);
    try {
      connection
          .client()
          .newUntypedWorkflowStub(
              request.identity().stateMachineName(),
              options(info, request, redrives.with(new Redrive(clientToken, now))))
          .start(request);
      return now;
    } catch (WorkflowExecutionAlreadyStarted _) {
      return startedByAnother(execution, clientToken, now);
    }
  }

  private static void requireRedrivable(ExecutionDescription description, Instant now) {
    var reason = RedriveStatus.of(description, now).refusal();
    if (reason != null) {
      throw AwsError.executionNotRedrivable(reason);
    }
  }

  private Instant startedByAnother(Execution execution, @Nullable String clientToken, Instant now) {
    return RedrivesMemo.read(info(execution), converter)
        .dateOf(clientToken, now)
        .orElseThrow(() ->
            AwsError.executionNotRedrivable(
                "Execution is " + ExecutionStatus.RUNNING + " and cannot be redriven"));
  }

  private WorkflowExecutionInfo info(Execution execution) {
    return reader.histories().describe(execution.workflowId(), "").getWorkflowExecutionInfo();
  }

  private ExecutionRequest request(
      Execution execution, ExecutionDescription description, Instant now) {
    var request = reader.histories().executionRequest(execution.workflowId());
    var ended = reader.runs(execution).getLast().runId();
    return request.redriven(
        ended, description.startDate(), now, checkpoint(execution, description, request, ended));
  }

  private ExecutionCheckpoint checkpoint(
      Execution execution,
      ExecutionDescription description,
      ExecutionRequest request,
      String ended) {
    var newest = events.page(execution, description, new HistoryRequest(0, 1, true, false));
    var lastEventId = newest.events().get(0).path("id").asLong();
    var most = request.settings().limits().historyEvents();
    if (most != null && lastEventId >= most - 1) {
      // Of one that was terminated, or ended before its end told so, Describe does not know it.
      throw AwsError.executionNotRedrivable(RedriveStatus.HISTORY_FULL);
    }
    return reader.histories().wasTaken(execution.workflowId(), ended)
        ? events.query(
            execution,
            ended,
            ExecutionMessages.REDRIVE_POINT,
            ExecutionCheckpoint.class,
            lastEventId)
        : request.beginning(description.startDate());
  }

  private WorkflowOptions options(
      WorkflowExecutionInfo info, ExecutionRequest request, Redrives redrives) {
    var workflowId = info.getExecution().getWorkflowId();
    var attributes =
        connection
            .client()
            .newUntypedWorkflowStub(workflowId)
            .describe()
            .getTypedSearchAttributes();
    var continuation = Objects.requireNonNull(request.continuation());
    var started = continuation.startDate().atOffset(ZoneOffset.UTC);
    return WorkflowOptions.newBuilder()
        .setWorkflowId(workflowId)
        .setTaskQueue(info.getTaskQueue())
        .setWorkflowIdReusePolicy(
            WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)
        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
        .setTypedSearchAttributes(
            SearchAttributes.newBuilder(attributes)
                .set(ExecutionVisibility.STATUS, ExecutionStatus.RUNNING.name())
                .set(ExecutionVisibility.STARTED, started)
                .set(ExecutionVisibility.REDRIVE_COUNT, (long) continuation.redriveCount())
                .build())
        .setMemo(memo(info, redrives))
        .build();
  }

  private Map<String, Object> memo(WorkflowExecutionInfo info, Redrives redrives) {
    var memo = new LinkedHashMap<String, Object>();
    var before = info.getMemo().getFieldsMap();
    for (var field : ExecutionVisibility.CARRIED_MEMO) {
      if (before.containsKey(field)) {
        memo.put(field, converter.fromPayload(before.get(field), JsonNode.class, JsonNode.class));
      }
    }
    memo.put(ExecutionVisibility.MEMO_REDRIVES, redrives);
    return memo;
  }
}
