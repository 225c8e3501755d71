package dev.stateway.workflows.task;

import dev.stateway.translator.error.StatesException;
import org.jspecify.annotations.Nullable;

/** A task failed with the error name and cause its history event shows. */
public final class TaskFailedException extends StatesException {
  private static final long serialVersionUID = 1L;

  public TaskFailedException(@Nullable String error, @Nullable String cause) {
    super(error, cause);
  }
}
