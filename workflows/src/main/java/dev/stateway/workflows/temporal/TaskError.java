package dev.stateway.workflows.temporal;

import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
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
    return ApplicationFailure.newBuilder()
        .setType(error == null ? "" : error)
        .setMessage(cause == null ? "" : cause)
        .setDetails(this)
        .setNonRetryable(true)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .build();
  }

  /** The error of a failure that this or any other worker made. */
  static TaskError of(ApplicationFailure failure) {
    var type = failure.getType();
    if (failure.getDetails().getSize() > 0) {
      var details = failure.getDetails().get(0, TaskError.class);
      if (details != null && (details.error == null ? "" : details.error).equals(type)) {
        return details;
      }
    }
    return new TaskError(type, failure.getOriginalMessage());
  }
}
