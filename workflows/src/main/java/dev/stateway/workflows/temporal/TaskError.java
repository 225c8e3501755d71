package dev.stateway.workflows.temporal;

import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task's error and cause as they travel in an activity's failure: either may be absent, which the
 * failure's own type and message cannot say.
 *
 * @param error the error name
 * @param cause the text for people
 */
public record TaskError(@Nullable String error, @Nullable String cause) {
  /** The failure of the activity: final, for the interpreter decides on retries. */
  public ApplicationFailure toFailure() {
    return toFailure(true, null);
  }

  /** The failure of an activity that Temporal tries again, after this time if there is one. */
  ApplicationFailure toPassingFailure(@Nullable Duration after) {
    return toFailure(false, after);
  }

  private ApplicationFailure toFailure(boolean isFinal, @Nullable Duration after) {
    return ApplicationFailure.newBuilder()
        .setType(error == null ? "" : error)
        .setMessage(cause == null ? "" : cause)
        .setDetails(this)
        .setNonRetryable(isFinal)
        .setNextRetryDelay(after)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .build();
  }

  /** The error of a failure that this or any other worker made. */
  static TaskError of(ApplicationFailure failure) {
    return detail(failure)
        .filter(detail -> Objects.requireNonNullElse(detail.error, "").equals(failure.getType()))
        .orElseGet(() -> new TaskError(failure.getType(), failure.getOriginalMessage()));
  }

  private static Optional<TaskError> detail(ApplicationFailure failure) {
    try {
      return failure.getDetails().getSize() == 0
          ? Optional.empty()
          : Optional.ofNullable(failure.getDetails().get(0, TaskError.class));
    } catch (DataConverterException notOurs) {
      return Optional.empty();
    }
  }
}
