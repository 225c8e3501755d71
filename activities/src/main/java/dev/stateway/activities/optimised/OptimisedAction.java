package dev.stateway.activities.optimised;

import dev.stateway.translator.model.Resource.IntegrationPattern;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One action of an optimised integration.
 *
 * @param calls the service's action, where it has another name
 * @param module the module of the SDK, where it is not the service's
 * @param patterns how tasks can wait for it, beside the pattern SYNC
 * @param parameters those that Step Functions takes; absent for all of the service's
 * @param request {@link Template} of what is sent, where that is not the parameters
 * @param answer {@link Template} of what is answered, where that is not the service's answer
 * @param adjustment what Step Functions does beside passing parameters and answers on
 * @param sync for the pattern SYNC, how its end is seen
 */
record OptimisedAction(
    @Nullable String calls,
    @Nullable String module,
    Set<Waiting> patterns,
    @Nullable Set<String> parameters,
    @Nullable JsonNode request,
    @Nullable JsonNode answer,
    Adjustment.Kind adjustment,
    @Nullable Completion sync) {
  OptimisedAction {
    patterns = Objects.requireNonNullElse(patterns, Set.of(Waiting.CALL));
    adjustment = Objects.requireNonNullElse(adjustment, Adjustment.Kind.NONE);
  }

  /** All the ways in which tasks can wait for it. */
  Set<IntegrationPattern> waits() {
    var waits = EnumSet.noneOf(IntegrationPattern.class);
    patterns.forEach(pattern -> waits.add(pattern.pattern));
    if (sync != null) {
      waits.add(IntegrationPattern.SYNC);
    }
    return waits;
  }

  boolean takes(String parameter) {
    return parameters == null || parameters.contains(parameter);
  }

  JsonNode requestOf(JsonNode taskParameters, JsonNode source) {
    return request == null ? taskParameters : new Template(request).fill(source);
  }

  JsonNode answerOf(JsonNode members, JsonNode source) {
    return answer == null ? members : new Template(answer).fill(source);
  }

  /** How a task waits for the answer of a call. */
  enum Waiting {
    CALL(IntegrationPattern.REQUEST_RESPONSE),
    TOKEN(IntegrationPattern.WAIT_FOR_TASK_TOKEN);

    private final IntegrationPattern pattern;

    Waiting(IntegrationPattern pattern) {
      this.pattern = pattern;
    }
  }
}
