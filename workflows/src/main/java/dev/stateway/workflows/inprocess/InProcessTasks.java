package dev.stateway.workflows.inprocess;

import dev.stateway.workflows.runtime.TaskOutcome;
import dev.stateway.workflows.runtime.TaskWork;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Does the tasks of executions in process. */
public interface InProcessTasks {
  /**
   * A new task token for this work; its answer is that of the {@link TaskWork.Step#TOKEN} step that
   * follows.
   */
  String newToken(TaskWork work);

  /** Begins work; the answer may come at once, later, or never. */
  Started start(TaskWork work, Reply reply);

  /** Where the answer goes; only the first one counts. */
  interface Reply {
    /** A worker of a Step Functions activity has the work; a name of its own is optional. */
    void startedBy(@Nullable String workerName);

    /** The answer is there; from any thread. */
    void now(TaskOutcome outcome);

    /** The answer comes when the execution's clock has gone on so far. */
    void after(Duration delay, TaskOutcome outcome);

    /** There is life: a heartbeat timeout begins anew. */
    void heartbeat();
  }

  /** Work that has begun. */
  interface Started {
    /**
     * Whether something of this process works on it: a virtual clock must not jump while it does.
     */
    boolean isBusy();

    /** Its answer is not wanted any more. */
    void stop();
  }
}
