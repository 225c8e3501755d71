package dev.stateway.workflows.maprun;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs a part of a Map Run to its end. */
public final class ShardRun implements ChildLoop.Port {
  private final MapShardRequest request;
  private final Function<ChildInput, PendingChild> starter;
  private final Consumer<BooleanSupplier> waiter;
  private final Consumer<Tally> watcher;
  private final ChildLoop loop;
  private final ChildResults results;
  private final List<Long> unsuccessful = new ArrayList<>();
  private @Nullable MapRunFailure failure;

  /**
   * A part that has not begun.
   *
   * @param starter starts an execution
   * @param waiter gives the turn away until a condition holds
   * @param writer writes results to files
   * @param chunkBytes when a file is full
   * @param watcher is told of every change
   */
  public ShardRun(
      MapShardRequest request,
      Function<ChildInput, PendingChild> starter,
      Consumer<BooleanSupplier> waiter,
      Function<ResultChunk, List<ResultFile>> writer,
      int chunkBytes,
      Consumer<Tally> watcher) {
    this.request = request;
    this.starter = starter;
    this.waiter = waiter;
    this.watcher = watcher;
    this.loop = new ChildLoop(this, request.concurrency());
    this.results =
        new ChildResults(
            request.program().identity(),
            request.destination(),
            request.firstFile(),
            chunkBytes,
            writer);
  }

  /** Runs it. */
  public MapShardResult run() {
    loop.add(request.children());
    loop.close();
    guarded(loop::run);
    // What still runs when a result cannot be written is stopped.
    guarded(loop::run);
    guarded(() -> results.finish(loop.neverStarted()));
    var files = request.destination().writesFiles();
    return new MapShardResult(
        files ? loop.tally().written() : loop.tally(),
        results.shown(),
        results.files(),
        failure,
        unsuccessful,
        loop.neverStarted().stream().map(ChildInput::index).toList());
  }

  /** Ends it before its time. */
  public void stop() {
    loop.stop();
  }

  /** Changes how many run at a time. */
  public void concurrency(int atATime) {
    loop.concurrency(atATime);
  }

  private void guarded(Runnable work) {
    try {
      work.run();
    } catch (MapRunFailedException failed) {
      failure = failure == null ? failed.failure() : failure;
      loop.stop();
    }
  }

  @Override
  public PendingChild start(ChildInput child) {
    return starter.apply(child);
  }

  @Override
  public void await(BooleanSupplier condition) {
    waiter.accept(condition);
  }

  @Override
  public void ended(ChildResult result) {
    if (failure == null) {
      results.add(result);
    }
    if (result.output() == null) {
      unsuccessful.add(result.child().index());
    }
  }

  @Override
  public void settled() {
    watcher.accept(loop.tally());
  }
}
