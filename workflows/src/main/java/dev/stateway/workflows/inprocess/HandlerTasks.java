package dev.stateway.workflows.inprocess;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.error.ErrorName;
import dev.stateway.workflows.runtime.TaskOutcome;
import dev.stateway.workflows.runtime.TaskWork;
import dev.stateway.workflows.task.HttpTap;
import dev.stateway.workflows.task.TaskFailedException;
import dev.stateway.workflows.task.TaskHandler;
import dev.stateway.workflows.task.TaskHandler.Progress;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Has tasks done by a {@link TaskHandler}, each on a virtual thread; task tokens and activities
 * have no one to answer them here.
 */
public final class HandlerTasks implements InProcessTasks {
  private final TaskHandler handler;
  private final Progress progress;

  /** Has them done by this handler. */
  public HandlerTasks(TaskHandler handler) {
    this.handler = handler;
    this.progress = HandlerTasks::noticeStop;
  }

  /** Has them done by this handler, with somebody who sees their HTTP calls. */
  public HandlerTasks(TaskHandler handler, HttpTap tap) {
    this.handler = handler;
    this.progress = new Tapped(tap);
  }

  @Override
  public String newToken(TaskWork work) {
    throw new TaskFailedException(
        ErrorName.RUNTIME, "Task tokens are not supported for executions in process.");
  }

  @Override
  public Started start(TaskWork work, Reply reply) {
    var thread = Thread.ofVirtual().name(work.type()).start(() -> reply.now(outcome(work)));
    return new Started() {
      @Override
      public boolean isBusy() {
        return true;
      }

      @Override
      public void stop() {
        thread.interrupt();
      }
    };
  }

  private TaskOutcome outcome(TaskWork work) {
    try {
      return switch (work.step()) {
        case CALL, NOTICE -> new TaskOutcome.Succeeded(handler.call(work.request(), progress));
        case COMPLETION ->
            new TaskOutcome.Succeeded(handler.awaitCompletion(work.request(), progress));
        case STOP -> {
          handler.stop(work.request(), progress);
          yield new TaskOutcome.Succeeded(JsonText.MAPPER.nullNode());
        }
        case TOKEN, ACTIVITY ->
            new TaskOutcome.Failed(
                ErrorName.RUNTIME, "Activities are not supported for executions in process.");
      };
    } catch (TaskFailedException failed) {
      return new TaskOutcome.Failed(failed.error(), failed.cause());
    } catch (RuntimeException unexpected) {
      return new TaskOutcome.Failed(ErrorName.TASK_FAILED, unexpected.toString());
    }
  }

  /** Nothing but a stop interrupts a task here. */
  private static void noticeStop() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("The task was stopped");
    }
  }

  private record Tapped(HttpTap tap) implements Progress {
    @Override
    public void heartbeat() {
      noticeStop();
    }

    @Override
    public Optional<HttpTap> httpTap() {
      return Optional.of(tap);
    }
  }
}
