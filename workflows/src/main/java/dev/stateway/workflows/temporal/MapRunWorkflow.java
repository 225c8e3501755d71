package dev.stateway.workflows.temporal;

import dev.stateway.workflows.execution.ExecutionMessages;
import dev.stateway.workflows.maprun.MapRunLimits.MapRunLimitsChange;
import dev.stateway.workflows.maprun.MapRunOutcome;
import dev.stateway.workflows.maprun.MapRunProgress;
import dev.stateway.workflows.maprun.MapRunRequest;
import dev.stateway.workflows.maprun.MapRunView;
import dev.stateway.workflows.maprun.Tally;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * A Map Run: reads items and gives them, part by part, to those that run their executions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-examine-map-run.html">Map
 *     Run</a>
 */
@WorkflowInterface
public interface MapRunWorkflow {
  /** Its type: no state machine can have this name. */
  String TYPE = "stateway:MapRun";

  /** Runs it; absent progress: from the beginning. */
  @WorkflowMethod(name = TYPE)
  MapRunOutcome run(MapRunRequest request, @Nullable MapRunProgress progress);

  /** How it stands. */
  @QueryMethod(name = ExecutionMessages.MAP_RUN)
  MapRunView view();

  /** What a redrive goes on from; only once it has ended. */
  @QueryMethod(name = ExecutionMessages.MAP_RUN_PROGRESS)
  MapRunProgress progress();

  /** New limits. */
  @SignalMethod(name = ExecutionMessages.UPDATE_MAP_RUN)
  void update(MapRunLimitsChange change);

  /** How the executions of a part stand. */
  @SignalMethod(name = ExecutionMessages.SHARD_PROGRESS)
  void shardProgress(int shard, Tally tally);
}
