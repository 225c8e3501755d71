package dev.stateway.workflows.interpreter;

import dev.stateway.workflows.statetest.Mock;
import dev.stateway.workflows.statetest.Phase;
import dev.stateway.workflows.statetest.StateTestOutcome.Handling;
import dev.stateway.workflows.statetest.StateTestRequest;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Notes what is seen of a state under test. */
final class StateTestProbe implements Probe {
  private final StateTestRequest request;
  private final Map<Phase, JsonNode> phases = new EnumMap<>(Phase.class);
  private @Nullable Integer catchIndex;
  private @Nullable Integer retryIndex;
  private @Nullable Duration backoff;
  private @Nullable FlowFailure caughtFailure;

  StateTestProbe(StateTestRequest request) {
    this.request = request;
  }

  @Override
  public void saw(Phase phase, JsonNode value) {
    phases.put(phase, value);
  }

  @Override
  public Optional<Mock> mock() {
    return Optional.ofNullable(request.mock());
  }

  @Override
  public StateTestRequest.Circumstances circumstances() {
    return request.circumstances();
  }

  /** AWS shows that there is no role, too. */
  @Override
  public void complete(ObjectNode executionContext) {
    if (!executionContext.has("RoleArn")) {
      executionContext.putNull("RoleArn");
    }
  }

  @Override
  public @Nullable JsonNode context() {
    return request.context();
  }

  @Override
  public void retries(int retrier, Duration delay, FlowFailure failure) {
    retryIndex = retrier;
    backoff = delay;
    throw new Retriable(failure);
  }

  @Override
  public void isExhausted(int retrier) {
    retryIndex = retrier;
  }

  @Override
  public void caught(int catcher, FlowFailure failure) {
    catchIndex = catcher;
    caughtFailure = failure;
  }

  /** What was seen, to be changed by who asks. */
  Map<Phase, JsonNode> phases() {
    return new EnumMap<>(phases);
  }

  /** The error that a Catcher has taken. */
  @Nullable FlowFailure caughtFailure() {
    return caughtFailure;
  }

  Handling handling() {
    return new Handling(catchIndex, retryIndex, backoff);
  }

  /** Ends a test whose state would be tried again. */
  static final class Retriable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient FlowFailure failure;

    private Retriable(FlowFailure failure) {
      super("retriable", null, false, false);
      this.failure = failure;
    }

    FlowFailure failure() {
      return failure;
    }
  }
}
