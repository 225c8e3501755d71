package dev.stateway.workflows.runtime;

import dev.stateway.workflows.task.TaskRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work of a Task state.
 *
 * @param step which part of the task it is
 * @param type what it is called for those who watch, e.g. {@code lambda:invoke}, {@code
 *     ecs:runTask.sync}
 * @param request what is to be done
 * @param timeout how long it may take
 * @param heartbeat how long it may be silent, when the state says so
 * @param express whether it belongs to an EXPRESS execution
 */
public record TaskWork(
    Step step,
    String type,
    TaskRequest request,
    Duration timeout,
    @Nullable Duration heartbeat,
    boolean express) {
  /** The type of a {@link Step#NOTICE}. */
  public static final String NOTICE = "approval:notice";

  /** What the type of a {@link Step#COMPLETION} ends with. */
  public static final String OF_COMPLETION = ".sync";

  /** What the type of a {@link Step#STOP} ends with. */
  public static final String OF_STOP = ".stop";

  /** The parts of a task. */
  public enum Step {
    /** The call of a service or function. */
    CALL,
    /** The waiting of a {@code .sync} until the work has ended. */
    COMPLETION,
    /** The stopping of the work of a {@code .sync} that nobody waits for any more. */
    STOP,
    /** The waiting for the answer to a task token. */
    TOKEN,
    /** Word of an approval: where it cannot be sent it is tried again, a few times. */
    NOTICE,
    /** A Step Functions activity, done by whoever polls it. */
    ACTIVITY
  }
}
