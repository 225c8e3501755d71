package dev.stateway.activities.optimised;

import dev.stateway.translator.JsonText;
import dev.stateway.translator.model.Resource.IntegrationPattern;
import dev.stateway.workflows.task.TaskFailedException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * @param refused JSON pointers of what Step Functions does not take inside of these
 * @param demanded what parameters must be, by their JSON pointers
 * @param found what the service must be asked for first, by its name
 * @param adds the {@link Additions} to the parameters
 * @param request {@link Template} of what is sent, where that is not the parameters
 * @param answer {@link Template} of what is answered, where that is not the service's answer
 * @param again JSON pointer into the answer: while there is something, the service is called again,
 *     some times
 * @param adjustment what Step Functions does beside passing parameters and answers on
 * @param sync for the pattern SYNC, how its end is seen
 */
record OptimisedAction(
    @Nullable String calls,
    @Nullable String module,
    Set<Waiting> patterns,
    @Nullable Set<String> parameters,
    List<String> refused,
    Map<String, JsonNode> demanded,
    @Nullable Lookup found,
    Map<String, JsonNode> adds,
    @Nullable JsonNode request,
    @Nullable JsonNode answer,
    @Nullable String again,
    Adjustment.Kind adjustment,
    @Nullable Completion sync) {
  OptimisedAction {
    patterns = Objects.requireNonNullElse(patterns, Set.of(Waiting.CALL));
    refused = List.copyOf(Objects.requireNonNullElse(refused, List.of()));
    demanded = ordered(demanded);
    adds = ordered(adds);
    adjustment = Objects.requireNonNullElse(adjustment, Adjustment.Kind.NONE);
  }

  static Map<String, JsonNode> ordered(@Nullable Map<String, JsonNode> values) {
    return values == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The parameters to call with when a task waits in this way. */
  JsonNode added(JsonNode taskParameters, JsonNode source, IntegrationPattern pattern) {
    var added = new Additions(adds).addedTo(taskParameters, source);
    return sync == null || pattern != IntegrationPattern.SYNC
        ? added
        : new Additions(sync.adds()).addedTo(added, source);
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

  /**
   * Refuses parameters that Step Functions does not take.
   *
   * @throws TaskFailedException they are wrong
   */
  void check(JsonNode taskParameters) {
    for (var name : taskParameters.propertyNames()) {
      if (parameters != null && !parameters.contains(name)) {
        throw unsupported(name);
      }
    }
    for (var pointer : refused) {
      if (!taskParameters.at(pointer).isMissingNode()) {
        throw unsupported(pointer.substring(pointer.lastIndexOf('/') + 1));
      }
    }
    demanded.forEach((pointer, value) -> {
      if (!taskParameters.at(pointer).equals(value)) {
        throw new TaskFailedException(
            "States.Runtime",
            "The value for the field '"
                + pointer.substring(1).replace('/', '.')
                + "' must be "
                + JsonText.write(value));
      }
    });
  }

  private static TaskFailedException unsupported(String field) {
    return new TaskFailedException(
        "States.Runtime", "The field \"" + field + "\" is not supported by Step Functions");
  }

  /**
   * What of an answer its tasks result in, by what follows its name in a Resource; without results
   * that are put together anew.
   */
  Map<String, AnswerPart> results(String itsModule, String name) {
    var results = new HashMap<String, AnswerPart>();
    if (answer == null) {
      results.put("", AnswerPart.of(itsModule, Objects.requireNonNullElse(calls, name)));
    }
    if (sync != null && sync.result() == null) {
      results.put(".sync", new AnswerPart(itsModule, sync.look(), sync.work(), Set.of()));
    }
    return results;
  }

  /** Whether this answer says that the service should be called again. */
  boolean isUnfinished(JsonNode members) {
    return again != null && !members.at(again).isEmpty();
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
