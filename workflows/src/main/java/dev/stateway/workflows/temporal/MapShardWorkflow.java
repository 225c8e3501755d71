package dev.stateway.workflows.temporal;

import dev.stateway.workflows.maprun.MapShardRequest;
import dev.stateway.workflows.maprun.MapShardResult;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * A part of a Map Run: it starts STANDARD executions as workflows of their own, and has EXPRESS
 * ones run in an activity. Few enough are in one part for its history to stay short, and to be read
 * again by a redrive.
 */
@WorkflowInterface
public interface MapShardWorkflow {
  /** Its type: no state machine can have this name. */
  String TYPE = "stateway:MapShard";

  /** Runs the executions. */
  @WorkflowMethod(name = TYPE)
  MapShardResult run(MapShardRequest request);

  /**
   * Ends it before its time. Unlike a cancelled workflow, one that is told so can say what has
   * become of its executions.
   */
  @SignalMethod(name = "stop")
  void stop();

  /** How many of them run at a time from now on; EXPRESS ones go on as they were started. */
  @SignalMethod(name = "concurrency")
  void concurrency(int atATime);
}
