package dev.stateway.translator.error;

import org.jspecify.annotations.Nullable;

/**
 * A JSONata expression failed, or gave a value that its field cannot take.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_EvaluationFailedEventDetails.html">EvaluationFailedEventDetails</a>
 */
public final class QueryEvaluationException extends StatesException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String location;

  /**
   * A failure at a place of the state.
   *
   * @param location the field, e.g. {@code Output/result}; absent where AWS names none
   */
  public QueryEvaluationException(String cause, @Nullable String location) {
    super(ErrorName.QUERY_EVALUATION_ERROR, cause);
    this.location = location;
  }

  /** The field of the state, as the history's EvaluationFailed event shows it. */
  public @Nullable String location() {
    return location;
  }
}
