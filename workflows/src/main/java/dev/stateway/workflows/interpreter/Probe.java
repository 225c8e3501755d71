package dev.stateway.workflows.interpreter;

import dev.stateway.workflows.statetest.Mock;
import dev.stateway.workflows.statetest.Phase;
import dev.stateway.workflows.statetest.StateTestRequest.Circumstances;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks at the data on their way through a state, and stands in for its work, when a state is
 * tested; an execution has none, and goes on as if there were no such thing.
 */
interface Probe {
  /** That of an execution. */
  Probe NONE = new Probe() {};

  /** Is shown what the data have become. */
  default void saw(Phase phase, JsonNode value) {}

  /** What stands in for the work. */
  default Optional<Mock> mock() {
    return Optional.empty();
  }

  /** What seems to have gone before. */
  default Circumstances circumstances() {
    return Circumstances.NONE;
  }

  /** May add to what the context object shows of the execution. */
  default void complete(ObjectNode executionContext) {}

  /** What the state sees instead of its execution's context object. */
  default @Nullable JsonNode context() {
    return null;
  }

  /** A Retrier is about to have the state tried again; who does not want that throws. */
  default void retries(int retrier, Duration delay, FlowFailure failure) {}

  /** A Retrier answers the error, but has had the state tried as often as it may. */
  default void isExhausted(int retrier) {}

  /** A Catcher has led on. */
  default void caught(int catcher, FlowFailure failure) {}
}
