package dev.stateway.workflows.interpreter;

import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.Expression;
import dev.stateway.translator.model.TaskState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How long one attempt of a task may take and how long it may be silent.
 *
 * @param timeout as the state says
 * @param heartbeat as the state says
 * @param startedAt when the attempt began
 */
record TaskLimits(@Nullable Duration timeout, @Nullable Duration heartbeat, Instant startedAt) {
  /** AWS's bound for tasks whose state has none: more than three years. */
  private static final Duration LONGEST = Duration.ofSeconds(99_999_999);

  private static final Duration SHORTEST = Duration.ofMillis(1);

  static TaskLimits of(TaskState state, Visit visit, JsonNode effectiveInput) {
    return new TaskLimits(
        seconds(state.timeout(), visit, effectiveInput),
        seconds(state.heartbeat(), visit, effectiveInput),
        visit.branch().execution().now());
  }

  /** What is left of the timeout. */
  Duration remaining(Instant now) {
    if (timeout == null) {
      return LONGEST;
    }
    var left = timeout.minus(Duration.between(startedAt, now));
    return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
  }

  private static @Nullable Duration seconds(
      @Nullable Expression expression, Visit visit, JsonNode effectiveInput) {
    if (expression == null) {
      return null;
    }
    var value = expression.evaluate(visit.scope(effectiveInput));
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() <= 0) {
      throw new StatesException(
          ErrorName.RUNTIME, "The value " + value + " is not a valid number of seconds.");
    }
    return Duration.ofSeconds(value.intValue());
  }
}
