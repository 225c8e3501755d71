package dev.stateway.workflows.generated;

import org.jspecify.annotations.Nullable;

/** A state failed, in the evaluator's words. */
final class Failed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Where it comes from. */
  enum Kind {
    /** A field in JSONPath. */
    FIELD,
    /** A field in JSONata. */
    QUERY,
    /** A task, a Fail state or something inside: it has been told in the history. */
    TOLD
  }

  private final Kind kind;
  private final @Nullable String error;
  private final @Nullable String cause;
  private final @Nullable String location;

  private Failed(
      Kind kind, @Nullable String error, @Nullable String cause, @Nullable String location) {
    super(error + ": " + cause);
    this.kind = kind;
    this.error = error;
    this.cause = cause;
    this.location = location;
  }

  static Failed field(String cause) {
    return new Failed(Kind.FIELD, "States.Runtime", cause, null);
  }

  static Failed field(String error, String cause) {
    return new Failed(Kind.FIELD, error, cause, null);
  }

  static Failed query(String cause, String location) {
    return new Failed(Kind.QUERY, "States.QueryEvaluationError", cause, location);
  }

  static Failed told(@Nullable String error, @Nullable String cause) {
    return new Failed(Kind.TOLD, error, cause, null);
  }

  Kind kind() {
    return kind;
  }

  @Nullable String error() {
    return error;
  }

  @Nullable String cause() {
    return cause;
  }

  @Nullable String location() {
    return location;
  }
}
