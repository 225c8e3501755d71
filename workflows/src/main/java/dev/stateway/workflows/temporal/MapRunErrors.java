package dev.stateway.workflows.temporal;

import dev.stateway.workflows.maprun.MapRunFailedException;
import dev.stateway.workflows.maprun.MapRunFailure;
import dev.stateway.workflows.maprun.MapRunOutcome;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.failure.TemporalFailure;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Failures of Map Runs as they travel between workflows and activities. */
final class MapRunErrors {
  private MapRunErrors() {}

  static ApplicationFailure toFailure(MapRunFailure failure) {
    return ApplicationFailure.newBuilder()
        .setType(String.valueOf(failure.error()))
        .setMessage(String.valueOf(failure.cause()))
        .setDetails(failure)
        .setNonRetryable(true)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .build();
  }

  /** The failure that an activity or a Map Run ended with. */
  static Optional<MapRunFailure> of(TemporalFailure failure) {
    var cause =
        failure instanceof ActivityFailure || failure instanceof ChildWorkflowFailure
            ? failure.getCause()
            : failure;
    return cause instanceof ApplicationFailure application && application.getDetails().getSize() > 0
        ? Optional.of(application.getDetails().get(0, MapRunFailure.class))
        : Optional.empty();
  }

  /**
   * Calls an activity.
   *
   * @param otherwise the failure when it is not one of its own: nobody could do it in time
   * @throws MapRunFailedException it failed
   */
  static <T> T calling(Supplier<T> activity, Function<String, MapRunFailure> otherwise) {
    try {
      return activity.get();
    } catch (ActivityFailure failure) {
      throw new MapRunFailedException(
          of(failure).orElseGet(() -> otherwise.apply(failure.getOriginalMessage())));
    }
  }

  /** What a Map Run's workflow throws that did not succeed with a result. */
  static MapRunOutcome outcome(ChildWorkflowFailure failure) {
    return of(failure).map(MapRunOutcome::failed).orElse(MapRunOutcome.ABORTED);
  }
}
