package dev.stateway.workflows.interpreter;

import dev.stateway.translator.error.ErrorName;
import dev.stateway.translator.error.StatesException;
import dev.stateway.translator.expression.Timestamps;
import dev.stateway.translator.model.WaitState;
import dev.stateway.workflows.checkpoint.Progress.Waiting;
import dev.stateway.workflows.interpreter.Work.UntilTime;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * Waits for a time or until a time.
 *
 * @see <a href="https://states-language.net/spec.html#wait-state">Wait state</a>
 */
final class WaitExecutor {
  /** AWS counts the seconds of a wait in 32 bits. */
  private static final Duration LONGEST = Duration.ofSeconds(Integer.MAX_VALUE);

  private WaitExecutor() {}

  static Step execute(WaitState state, Visit visit) {
    var until = visit.work() instanceof UntilTime(Waiting(var time)) ? time : end(state, visit);
    visit.busyWith(new UntilTime(new Waiting(until)));
    visit.branch().awaitUntil(until, state.name(), () -> false);
    return Step.of(state.transition(), visit.exit(DataPhases.passOn(state.dataFlow(), visit)));
  }

  private static Instant end(WaitState state, Visit visit) {
    var effective = DataPhases.effectiveInput(state.dataFlow(), visit);
    var value = state.until().evaluate(visit.scope(effective));
    var now = visit.branch().execution().now();
    var end = state.seconds() ? now.plus(seconds(value)) : timestamp(value);
    if (Duration.between(now, end).compareTo(LONGEST) > 0) {
      throw new StatesException(ErrorName.RUNTIME, "Wait state delay is too long.");
    }
    return end;
  }

  private static Duration seconds(JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new StatesException(
          ErrorName.RUNTIME, "The Seconds field cannot be parsed as a long value: " + value);
    }
    return Duration.ofSeconds(Math.clamp(value.longValue(), 0, LONGEST.toSeconds() + 1));
  }

  private static Instant timestamp(JsonNode value) {
    var time = Timestamps.parse(value.asString());
    if (time.isEmpty()) {
      throw new StatesException(
          ErrorName.RUNTIME,
          "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format"
              + " string: "
              + value.asString());
    }
    return time.get();
  }
}
