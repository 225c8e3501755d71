package dev.stateway.workflows.maprun;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/** Runs executions of a Map Run, some at a time, until all have ended or they are stopped. */
public final class ChildLoop {
  private final Port port;
  private final Queue<ChildInput> waiting = new ArrayDeque<>();
  private final List<PendingChild> running = new ArrayList<>();
  private int concurrency;
  private boolean stopped;
  private boolean open = true;
  private Tally tally = Tally.NONE;

  /** What the loop cannot do by itself. */
  public interface Port {
    /** Starts an execution. */
    PendingChild start(ChildInput child);

    /** Gives the turn away until the condition holds. */
    void await(BooleanSupplier condition);

    /** Takes the result of one that has ended. */
    void ended(ChildResult result);

    /** There are no more such results just now. */
    void settled();
  }

  /** A loop that runs so many at a time. */
  public ChildLoop(Port port, int concurrency) {
    this.port = port;
    this.concurrency = concurrency;
  }

  /** More to be run. */
  public void add(List<ChildInput> children) {
    children.forEach(child -> tally = tally.expecting(child));
    waiting.addAll(children);
  }

  /** There will be no more. */
  public void close() {
    open = false;
  }

  /** Runs them all: returns when those that were added by then have ended and no more will come. */
  public void run() {
    while (open || !waiting.isEmpty() || !running.isEmpty()) {
      startSome();
      port.await(this::isThereSomethingToDo);
      if (stopped) {
        open = false;
        break;
      }
      reap();
    }
    if (stopped) {
      running.forEach(PendingChild::cancel);
      while (!running.isEmpty()) {
        port.await(() -> running.stream().anyMatch(PendingChild::isDone));
        reap();
      }
    }
  }

  /** Starts no more, and stops those that run. */
  public void stop() {
    stopped = true;
  }

  /** Changes how many run at a time; those that run go on. */
  public void concurrency(int atATime) {
    concurrency = atATime;
  }

  /** Whether some of those added have not been started. */
  public boolean hasWaiting() {
    return !waiting.isEmpty();
  }

  /** Those that were never started. */
  public List<ChildInput> neverStarted() {
    return List.copyOf(waiting);
  }

  /** How they stand. */
  public Tally tally() {
    return tally;
  }

  private boolean isThereSomethingToDo() {
    return stopped
        || running.stream().anyMatch(PendingChild::isDone)
        || (running.size() < concurrency && !waiting.isEmpty())
        || (!open && waiting.isEmpty() && running.isEmpty());
  }

  private void startSome() {
    while (!stopped && running.size() < concurrency && !waiting.isEmpty()) {
      var child = waiting.remove();
      tally = tally.started(child);
      running.add(port.start(child));
    }
  }

  private void reap() {
    var ended = running.stream().filter(PendingChild::isDone).toList();
    running.removeAll(ended);
    for (var child : ended) {
      var result = child.result();
      tally = tally.ended(result);
      port.ended(result);
    }
    if (!ended.isEmpty()) {
      port.settled();
    }
  }
}
