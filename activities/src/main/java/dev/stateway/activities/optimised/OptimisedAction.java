package dev.stateway.activities.optimised;

import dev.stateway.translator.model.Resource.IntegrationPattern;
import java.util.Optional;
import java.util.Set;

/**
 * One action of an optimised integration.
 *
 * @param patterns how tasks can wait for it
 * @param parameters those that Step Functions supports
 * @param completion for the pattern SYNC, how its end is seen
 * @param adjustment what Step Functions does beside passing parameters and answers on
 */
record OptimisedAction(
    Set<IntegrationPattern> patterns,
    Set<String> parameters,
    Optional<Completion> completion,
    Adjustment adjustment) {
  private static final Set<IntegrationPattern> CALL = Set.of(IntegrationPattern.REQUEST_RESPONSE);
  private static final Set<IntegrationPattern> CALL_TOKEN =
      Set.of(IntegrationPattern.REQUEST_RESPONSE, IntegrationPattern.WAIT_FOR_TASK_TOKEN);
  private static final Set<IntegrationPattern> CALL_SYNC =
      Set.of(IntegrationPattern.REQUEST_RESPONSE, IntegrationPattern.SYNC);

  static OptimisedAction called(String... parameters) {
    return new OptimisedAction(CALL, Set.of(parameters), Optional.empty(), Adjustment.NONE);
  }

  static OptimisedAction calledOrAwaited(String... parameters) {
    return new OptimisedAction(CALL_TOKEN, Set.of(parameters), Optional.empty(), Adjustment.NONE);
  }

  static OptimisedAction run(Completion completion, String... parameters) {
    return new OptimisedAction(
        CALL_SYNC, Set.of(parameters), Optional.of(completion), Adjustment.NONE);
  }

  OptimisedAction adjusted(Adjustment other) {
    return new OptimisedAction(patterns, parameters, completion, other);
  }
}
