package dev.stateway.workflows.temporal;

import dev.stateway.workflows.items.ObjectStore;
import dev.stateway.workflows.task.TaskHandler;
import dev.stateway.workflows.task.TaskTokens;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;

/**
 * Makes a Temporal worker one that runs executions and their tasks, with the settings that were
 * measured to serve them best.
 *
 * @see <a href="https://docs.temporal.io/develop/worker-performance">Worker performance</a>
 */
public final class ExecutionWorker {
  private static final int POLLERS = 20;
  private static final int TASKS_AT_A_TIME = 500;
  private static final int CACHED_WORKFLOWS = 2_000;

  /**
   * Virtual threads, one for each branch in flight: the default of 600 would be shared by all
   * cached workflows.
   */
  private static final int WORKFLOW_THREADS = 50_000;

  /** Long JSONata on a busy machine is no deadlock. */
  private static final long DEADLOCK_MILLISECONDS = 5_000;

  private ExecutionWorker() {}

  /** The options of the factory that makes the worker. */
  public static WorkerFactoryOptions factoryOptions() {
    return WorkerFactoryOptions.newBuilder()
        .setUsingVirtualWorkflowThreads(true)
        .setWorkflowCacheSize(CACHED_WORKFLOWS)
        .setMaxWorkflowThreadCount(WORKFLOW_THREADS)
        .build();
  }

  /** The options of the worker. */
  public static WorkerOptions workerOptions() {
    return WorkerOptions.newBuilder()
        .setUsingVirtualThreads(true)
        .setMaxConcurrentWorkflowTaskPollers(POLLERS)
        .setMaxConcurrentActivityTaskPollers(POLLERS)
        .setMaxConcurrentActivityExecutionSize(TASKS_AT_A_TIME)
        .setMaxConcurrentLocalActivityExecutionSize(TASKS_AT_A_TIME)
        .setDefaultDeadlockDetectionTimeout(DEADLOCK_MILLISECONDS)
        // A task hears that it is to stop only by the answer to a heartbeat.
        .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(3))
        .setDefaultHeartbeatThrottleInterval(Duration.ofSeconds(3))
        .build();
  }

  /** Lets the worker run executions, and their tasks by this handler; there are no objects. */
  public static void register(Worker worker, TaskHandler handler, TaskTokens tokens) {
    register(worker, handler, tokens, ObjectStore.NONE);
  }

  /**
   * Lets the worker run executions.
   *
   * @param handler does their tasks
   * @param objects what distributed Maps read and write
   */
  public static void register(
      Worker worker, TaskHandler handler, TaskTokens tokens, ObjectStore objects) {
    var definitions = new Definitions();
    worker.registerWorkflowImplementationFactory(
        MapRunWorkflow.class, () -> new MapRunWorkflowImpl(definitions));
    worker.registerWorkflowImplementationFactory(MapShardWorkflow.class, MapShardWorkflowImpl::new);
    worker.registerWorkflowImplementationTypes(QueuedTaskWorkflowImpl.class);
    worker.registerActivitiesImplementations(new MapRunActivity(handler, objects));
    worker.registerWorkflowImplementationFactory(
        StateMachineWorkflow.class, () -> new StateMachineWorkflow(definitions));
    worker.registerActivitiesImplementations(new TaskActivity(handler, tokens));
  }
}
