package dev.stateway.workflows.temporal;

import dev.stateway.workflows.maprun.MapShardRequest;
import dev.stateway.workflows.maprun.MapShardResult;
import dev.stateway.workflows.maprun.Tally;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;

/** A part of a Map Run under way, as its Map Run sees it. */
final class MapShard {
  private final MapShardWorkflow workflow;
  private final Promise<MapShardResult> promise;
  private final Promise<WorkflowExecution> started;
  private int concurrency;
  private Tally tally;

  /** Starts it. */
  MapShard(MapShardRequest request) {
    this.concurrency = request.concurrency();
    this.tally = atStart(request);
    this.workflow =
        Workflow.newChildWorkflowStub(MapShardWorkflow.class, MapRunOptions.shard(request));
    this.promise = Async.function(workflow::run, request);
    this.started = Workflow.getWorkflowExecution(workflow);
  }

  /** As many run as may, until it tells more. */
  private static Tally atStart(MapShardRequest request) {
    var tally = Tally.NONE;
    for (var child : request.children()) {
      tally = tally.expecting(child);
    }
    for (var child : request.children().stream().limit(request.concurrency()).toList()) {
      tally = tally.started(child);
    }
    return tally;
  }

  /** Whether the server has not yet said that it has begun. */
  boolean isStarting() {
    return !started.isCompleted();
  }

  boolean isDone() {
    return promise.isCompleted();
  }

  MapShardResult result() {
    return promise.get();
  }

  Tally tally() {
    return tally;
  }

  void told(Tally itsTally) {
    tally = itsTally;
  }

  /** How many run, as far as is known. */
  int runs() {
    return (int) tally.executions().running();
  }

  private int waits() {
    return (int) (tally.executions().pending() + tally.executions().pendingRedrive());
  }

  /** How many of what may run it needs: no more than it has left. */
  int needs() {
    return Math.max(runs(), Math.min(concurrency, runs() + waits()));
  }

  /** How many could run if all might. */
  int couldRun(int atATime) {
    return Math.min(atATime, runs() + waits());
  }

  /** Lets so many run; one that has no more waiting does as it does. */
  void concurrency(int atATime) {
    if (atATime != concurrency && (waits() > 0 || atATime < runs())) {
      concurrency = atATime;
      signal(() -> workflow.concurrency(atATime));
    }
  }

  void stop() {
    signal(workflow::stop);
  }

  private static void signal(Runnable signal) {
    Async.procedure(() -> {
      try {
        signal.run();
      } catch (TemporalFailure ended) {
        Workflow.getLogger(MapShard.class).debug("a part has ended before", ended);
      }
    });
  }
}
