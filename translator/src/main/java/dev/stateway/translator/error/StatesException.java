package dev.stateway.translator.error;

import org.jspecify.annotations.Nullable;

/**
 * An execution or a state failed with an error name that {@code Retry} and {@code Catch} can match.
 *
 * <p>Both parts may be absent: AWS shows neither for a Fail state without Error and Cause.
 *
 * @see <a href="https://states-language.net/spec.html#errors">Errors</a>
 */
public class StatesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable String error;
  private final @Nullable String cause;

  public StatesException(@Nullable String error, @Nullable String cause) {
    super(error + ": " + cause, null, false, false);
    this.error = error;
    this.cause = cause;
  }

  /** What AWS calls a runtime error: neither States.ALL nor Retry catches it. */
  public static StatesException runtime(String cause) {
    return new StatesException(ErrorName.RUNTIME, cause);
  }

  /** The error name, e.g. {@code States.Runtime}. */
  public @Nullable String error() {
    return error;
  }

  /** The text for people, often JSON text; what AWS shows as {@code cause}. */
  public @Nullable String cause() {
    return cause;
  }
}
