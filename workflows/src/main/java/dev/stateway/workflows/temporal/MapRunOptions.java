package dev.stateway.workflows.temporal;

import dev.stateway.workflows.execution.ExecutionRequest;
import dev.stateway.workflows.execution.ExecutionStatus;
import dev.stateway.workflows.execution.ExecutionVisibility;
import dev.stateway.workflows.maprun.ChildProgram;
import dev.stateway.workflows.maprun.MapRunIdentity;
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
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
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

  static ChildWorkflowOptions mapRun(MapRunRequest request) {
    var identity = request.identity();
    return options()
        .setWorkflowId(workflowId(identity))
        .setTypedSearchAttributes(
            SearchAttributes.newBuilder()
                .set(ExecutionVisibility.EXECUTION, identity.executionArn())
                .set(ExecutionVisibility.MAP_RUN, identity.mapRunArn())
                .set(ExecutionVisibility.STATUS, ExecutionStatus.RUNNING.name())
                .build())
        .setMemo(revision())
        .setStaticSummary(request.stateName())
        .build();
  }

  static ChildWorkflowOptions shard(MapShardRequest request) {
    return options()
        .setWorkflowId(workflowId(request.program().identity()) + ":" + request.shard())
        .setMemo(revision())
        .setStaticSummary("executions from number " + request.firstFile())
        .build();
  }

  static ChildWorkflowOptions child(ChildProgram program, ExecutionRequest request) {
    var identity = request.identity();
    var input = request.inputText();
    var memo = new LinkedHashMap<String, Object>(revision());
    memo.put(
        ExecutionVisibility.MEMO_INPUT,
        input.substring(0, Math.min(input.length(), ExecutionVisibility.MEMO_INPUT_LENGTH)));
    memo.put(ExecutionVisibility.MEMO_EXECUTION_ARN, identity.executionArn());
    memo.put(ExecutionVisibility.MEMO_STATE_MACHINE_ARN, identity.stateMachineArn());
    return options()
        .setWorkflowId(identity.stateMachineName() + ":" + identity.executionName())
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
        .setTypedSearchAttributes(
            SearchAttributes.newBuilder()
                .set(ExecutionVisibility.STATE_MACHINE, identity.stateMachineArn())
                .set(ExecutionVisibility.EXECUTION, identity.executionArn())
                .set(ExecutionVisibility.MAP_RUN, program.identity().mapRunArn())
                .set(ExecutionVisibility.STATUS, ExecutionStatus.RUNNING.name())
                .build())
        .setMemo(memo)
        .build();
  }

  private static ChildWorkflowOptions.Builder options() {
    return ChildWorkflowOptions.newBuilder()
        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED);
  }

  /** The state machine as the execution was started with it, handed down. */
  private static Map<String, Object> revision() {
    var revision = (JsonNode) Workflow.getMemo(ExecutionVisibility.MEMO_REVISION, JsonNode.class);
    return revision == null ? Map.of() : Map.of(ExecutionVisibility.MEMO_REVISION, revision);
  }

  /** Reading and writing. */
  static MapRunActivities activities(String summary) {
    return Workflow.newActivityStub(MapRunActivities.class, activity(summary));
  }

  /** Running a part: when it is stopped, it tells what has become of it until then. */
  static MapRunActivities expressPart(MapShardRequest request) {
    return activities("executions from number " + request.firstFile());
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
