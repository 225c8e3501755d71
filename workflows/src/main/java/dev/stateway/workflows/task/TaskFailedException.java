package dev.stateway.workflows.task;

import dev.stateway.translator.error.StatesException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A task failed with the error name and cause its history event shows. */
public final class TaskFailedException extends StatesException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Duration retryAfter;

  public TaskFailedException(@Nullable String error, @Nullable String cause) {
    this(error, cause, null);
  }

  /** One that who failed wants tried again after a time, if it is tried again at all. */
  public TaskFailedException(
      @Nullable String error, @Nullable String cause, @Nullable Duration retryAfter) {
    super(error, cause);
    this.retryAfter = retryAfter;
  }

  /** After which time it may be tried again; absent where nobody has said. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
