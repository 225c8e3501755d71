package dev.stateway.workflows.temporal;

import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionRequest.ExecutionIdentity;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.execution.ExecutionVisibility;
import dev.stateway.workflows.execution.Redrives;
import dev.stateway.workflows.maprun.ChildProgram;
import dev.stateway.workflows.maprun.MapRunIdentity;
import dev.stateway.workflows.maprun.MapRunProgress;
import dev.stateway.workflows.maprun.MapRunRequest;
import dev.stateway.workflows.maprun.MapShardRequest;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.common.RetryOptions;
import io.temporal.common.SearchAttributes;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How the workflows and activities of Map Runs are started, and found again. */
final class MapRunOptions {
  /** Longer than the executions of a part can take. */
  private static final Duration LONGEST_PART = Duration.ofDays(1);

  private static final RetryOptions ON_WORKER_LOSS =
      RetryOptions.newBuilder()
          .setInitialInterval(Duration.ofSeconds(1))
          .setBackoffCoefficient(2)
          .setMaximumInterval(Duration.ofSeconds(10))
          .build();

  private MapRunOptions() {}

  /** The id of a Map Run's workflow. */
  static String workflowId(MapRunIdentity identity) {
    return "mapRun:" + identity.childMachineName() + ":" + identity.id();
  }

  /** A Map Run's start; absent progress: from the beginning. */
  static ChildWorkflowOptions mapRun(MapRunRequest request, @Nullable MapRunProgress progress) {
    var identity = request.identity();
    var attributes =
        SearchAttributes.newBuilder()
            .set(ExecutionVisibility.EXECUTION, identity.executionArn())
            .set(ExecutionVisibility.MAP_RUN, identity.mapRunArn())
            .set(ExecutionVisibility.STATUS, ExecutionStatus.RUNNING.name());
    if (progress != null) {
      attributes.set(ExecutionVisibility.STARTED, started(progress));
    }
    var memo = progress == null ? inherited() : memo(progress);
    return options()
        .setWorkflowId(workflowId(identity))
        .setTypedSearchAttributes(attributes.build())
        .setMemo(memo)
        .setStaticSummary(request.stateName())
        .build();
  }

  /** The run that a Map Run goes on in. */
  static ContinueAsNewOptions nextRun(MapRunProgress progress) {
    return ContinueAsNewOptions.newBuilder()
        .setMemo(memo(progress))
        .setTypedSearchAttributes(
            SearchAttributes.newBuilder(Workflow.getTypedSearchAttributes())
                .set(ExecutionVisibility.STARTED, started(progress))
                .build())
        .build();
  }

  /** What is known of a Map Run without asking it. */
  private static Map<String, Object> memo(MapRunProgress progress) {
    var memo = new LinkedHashMap<>(inherited());
    if (progress.redriveDate() != null) {
      memo.put(ExecutionVisibility.MEMO_REDRIVES, Redrives.by(progress.redriveDate()));
    }
    return memo;
  }

  private static OffsetDateTime started(MapRunProgress progress) {
    return progress.startDate().atOffset(ZoneOffset.UTC);
  }

  /** The id of the workflow of a part. */
  static String workflowId(MapRunIdentity identity, int shard) {
    return workflowId(identity) + ":" + shard;
  }

  /** The id of the workflow of a STANDARD execution. */
  static String workflowId(ExecutionIdentity execution) {
    return execution.stateMachineName() + ":" + execution.executionName();
  }

  static ChildWorkflowOptions shard(MapShardRequest request) {
    return options()
        .setWorkflowId(workflowId(request.program().identity(), request.shard()))
        .setMemo(inherited())
        .setStaticSummary(summary(request))
        .build();
  }

  static ChildWorkflowOptions child(ChildProgram program, ExecutionRequest request) {
    var identity = request.identity();
    var input = request.inputText();
    var memo = new LinkedHashMap<>(inherited());
    memo.put(
        ExecutionVisibility.MEMO_INPUT,
        input.substring(0, Math.min(input.length(), ExecutionVisibility.MEMO_INPUT_LENGTH)));
    memo.put(ExecutionVisibility.MEMO_EXECUTION_ARN, identity.executionArn());
    memo.put(ExecutionVisibility.MEMO_STATE_MACHINE_ARN, identity.stateMachineArn());
    var attributes =
        SearchAttributes.newBuilder()
            .set(ExecutionVisibility.STATE_MACHINE, identity.stateMachineArn())
            .set(ExecutionVisibility.EXECUTION, identity.executionArn())
            .set(ExecutionVisibility.MAP_RUN, program.identity().mapRunArn())
            .set(ExecutionVisibility.STATUS, ExecutionStatus.RUNNING.name());
    var before = request.continuation();
    if (before != null && before.redriveDate() != null) {
      attributes
          .set(ExecutionVisibility.STARTED, before.startDate().atOffset(ZoneOffset.UTC))
          .set(ExecutionVisibility.REDRIVE_COUNT, (long) before.redriveCount());
      memo.put(ExecutionVisibility.MEMO_REDRIVES, Redrives.by(before.redriveDate()));
    }
    return options()
        .setWorkflowId(workflowId(identity))
        .setWorkflowIdReusePolicy(
            before == null
                ? WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE
                : WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE_FAILED_ONLY)
        .setTypedSearchAttributes(attributes.build())
        .setMemo(memo)
        .build();
  }

  private static String summary(MapShardRequest request) {
    return "executions from number " + request.children().getFirst().index();
  }

  private static ChildWorkflowOptions.Builder options() {
    return ChildWorkflowOptions.newBuilder()
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED);
  }

  /** The state machine as the execution was started with it, and by whom, handed down. */
  private static Map<String, Object> inherited() {
    var memo = new LinkedHashMap<String, Object>();
    inherit(memo, ExecutionVisibility.MEMO_REVISION, JsonNode.class);
    inherit(memo, ExecutionVisibility.MEMO_STARTED_BY, String.class);
    return memo;
  }

  private static void inherit(Map<String, Object> memo, String field, Class<?> type) {
    Object value = Workflow.getMemo(field, type);
    if (value != null) {
      memo.put(field, value);
    }
  }

  /** Reading and writing. */
  static MapRunActivities activities(String summary) {
    return Workflow.newActivityStub(MapRunActivities.class, activity(summary));
  }

  /** Running a part: when it is stopped, it tells what has become of it until then. */
  static MapRunActivities expressPart(MapShardRequest request) {
    return activities(summary(request));
  }

  private static ActivityOptions activity(String summary) {
    return ActivityOptions.newBuilder()
        .setStartToCloseTimeout(LONGEST_PART)
        .setHeartbeatTimeout(ActivitySettings.WORKER_HEARTBEAT)
        .setRetryOptions(ON_WORKER_LOSS)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setSummary(summary)
        .build();
  }
}
