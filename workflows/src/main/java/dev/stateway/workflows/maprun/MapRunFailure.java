package dev.stateway.workflows.maprun;

import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.error.QueryEvaluationException;
import dev.stateway.translator.error.StatesException;
import org.jspecify.annotations.Nullable;

/**
 * Why a Map Run failed.
 *
 * @param error the error name
 * @param cause the text for people
 * @param kind what failed
 * @param location for an expression: the field of the state, where AWS names one
 */
public record MapRunFailure(
    @Nullable String error, @Nullable String cause, Kind kind, @Nullable String location) {
  /** What failed. */
  public enum Kind {
    /** Reading, writing, or too many executions. */
    RUN,
    /** An expression of the Map state in JSONPath. */
    FIELD,
    /** One in JSONata. */
    EVALUATION
  }

  /** Too many executions failed. */
  public static final MapRunFailure THRESHOLD =
      new MapRunFailure(
          ErrorName.EXCEED_TOLERATED_FAILURE_THRESHOLD,
          "The specified tolerated failure threshold was exceeded",
          Kind.RUN,
          null);

  /** Why an execution cannot be redriven whose history has no room for more events. */
  public static final String HISTORY_FULL = "Execution history event limit exceeded";

  /** Nothing is left that could be redriven. */
  public static MapRunFailure notRedrivable(@Nullable String cause) {
    return new MapRunFailure(ErrorName.RUNTIME, cause, Kind.RUN, null);
  }

  /** The items cannot be read. */
  public static MapRunFailure reader(@Nullable String cause) {
    return new MapRunFailure(ErrorName.ITEM_READER_FAILED, cause, Kind.RUN, null);
  }

  /** The results cannot be written. */
  public static MapRunFailure writer(@Nullable String cause) {
    return new MapRunFailure(ErrorName.RESULT_WRITER_FAILED, cause, Kind.RUN, null);
  }

  /** An input or the results are too large. */
  public static MapRunFailure dataLimit(String stateName) {
    return new MapRunFailure(
        ErrorName.DATA_LIMIT_EXCEEDED,
        "The state/task '"
            + stateName
            + "' returned a result with a size exceeding the maximum number of bytes service"
            + " limit.",
        Kind.RUN,
        null);
  }

  /** The failure of one of the state's own fields. */
  public static MapRunFailure field(StatesException error) {
    return error instanceof QueryEvaluationException evaluation
        ? new MapRunFailure(error.error(), error.cause(), Kind.EVALUATION, evaluation.location())
        : new MapRunFailure(error.error(), error.cause(), Kind.FIELD, null);
  }

  /** The failure of the field again. */
  public StatesException toFieldError() {
    return kind == Kind.EVALUATION
        ? new QueryEvaluationException(String.valueOf(cause), location)
        : new StatesException(error, cause);
  }
}
