package dev.stateway.workflows.inprocess;

import dev.stateway.workflows.items.ObjectStore;
import dev.stateway.workflows.items.ResultFiles;
import dev.stateway.workflows.maprun.MapShardRequest;
import dev.stateway.workflows.maprun.MapShardResult;
import dev.stateway.workflows.maprun.ShardRun;
import dev.stateway.workflows.maprun.Tally;
import dev.stateway.workflows.task.TaskHandler;
import java.util.function.Consumer;

/**
 * Runs a part of a Map Run in this process, in real time: what EXPRESS executions need, which AWS
 * too runs at least once.
 */
public final class InProcessShard {
  private static final int CHUNK_BYTES = 16_000_000;

  private final InProcessRuntime runtime;
  private final ShardRun run;

  /**
   * A part that has not begun.
   *
   * @param watcher is told of every change, in the turn of the part
   */
  public InProcessShard(
      MapShardRequest request,
      TaskHandler handler,
      ObjectStore objects,
      long seed,
      Consumer<Tally> watcher) {
    runtime = InProcessRuntime.withRealClock(new HandlerTasks(handler), seed, objects);
    var program = request.program();
    var machine = InProcessChild.machine(program);
    var files = new ResultFiles(objects, program.identity(), request.destination());
    run =
        new ShardRun(
            request,
            child -> InProcessChild.begin(runtime, machine, program, child),
            runtime::await,
            chunk -> runtime.background(() -> files.write(chunk)),
            CHUNK_BYTES,
            watcher);
  }

  /** Runs it on this thread, to its end. */
  public MapShardResult run() {
    return runtime.run(run::run);
  }

  /** Ends it before its time; from any thread. */
  public void stop() {
    runtime.report(run::stop);
  }
}
