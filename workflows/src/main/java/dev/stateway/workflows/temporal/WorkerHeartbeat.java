package dev.stateway.workflows.temporal;

import dev.stateway.workflows.task.TaskHandler;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityNotExistsException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Shows that the worker of an activity lives while the activity works, and interrupts the work when
 * it is not wanted any more.
 */
final class WorkerHeartbeat implements TaskHandler.Progress, AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(4);

  private final ActivityExecutionContext context;
  private final Runnable onStop;
  private final Thread beating;
  private boolean working = true;
  private @Nullable ActivityCompletionException stopped;

  private WorkerHeartbeat(ActivityExecutionContext context, Runnable onStop) {
    this.context = context;
    this.onStop = onStop;
    this.beating =
        Thread.ofVirtual()
            .name("heartbeat " + context.getInfo().getActivityId())
            .unstarted(this::beat);
  }

  /** Begins to show it, for the activity of this thread. */
  static WorkerHeartbeat start(ActivityExecutionContext context) {
    return start(context, Thread.currentThread()::interrupt);
  }

  /** Begins to show it, for work that is stopped in another way than by interrupting its thread. */
  static WorkerHeartbeat start(ActivityExecutionContext context, Runnable onStop) {
    var heartbeat = new WorkerHeartbeat(context, onStop);
    if (!context.getInfo().isLocal()) {
      heartbeat.beating.start();
    }
    return heartbeat;
  }

  @Override
  public void heartbeat() {
    var stop = stopped();
    if (stop != null) {
      throw stop;
    }
  }

  /** Why the work was stopped, if it was. */
  synchronized @Nullable ActivityCompletionException stopped() {
    return stopped;
  }

  /** The work has ended; its thread is not interrupted from here on. */
  @Override
  public void close() {
    synchronized (this) {
      working = false;
      if (stopped != null) {
        // The worker's thread goes on to other things.
        Thread.interrupted();
      }
    }
    beating.interrupt();
  }

  private void beat() {
    try {
      while (isWorking()) {
        Thread.sleep(INTERVAL);
        context.heartbeat(null);
      }
    } catch (InterruptedException _) {
      // The work has ended.
    } catch (ActivityCanceledException | ActivityNotExistsException stop) {
      stop(stop);
    } catch (ActivityCompletionException _) {
      // This worker goes away, which is no reason to stop what it waits for: without heartbeats
      // another one takes over.
    }
  }

  private synchronized boolean isWorking() {
    return working;
  }

  private synchronized void stop(ActivityCompletionException reason) {
    if (working) {
      stopped = reason;
      onStop.run();
    }
  }
}
