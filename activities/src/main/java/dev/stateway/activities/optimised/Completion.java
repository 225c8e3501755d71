package dev.stateway.activities.optimised;

import dev.stateway.translator.JsonText;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How the end of work is seen that a call has begun.
 *
 * @param adds the {@link Additions} to the parameters of the call
 * @param look the action that shows the work
 * @param at {@link Template} of its parameters
 * @param work JSON pointer of what the task results in, in that answer
 * @param result instead of {@code work}: a {@link Template}, filled from that answer
 * @param status JSON pointer of the status in what the task results in
 * @param running the statuses of work that has not ended
 * @param succeeded the statuses of work that has ended well
 * @param failed the statuses of work that has ended badly
 * @param gone whether work that the service does not know (any more) has ended well
 * @param stop the action that ends the work of a stopped task; absent where nothing does
 * @param stopAt {@link Template} of its parameters
 */
record Completion(
    Map<String, JsonNode> adds,
    String look,
    JsonNode at,
    String work,
    @Nullable JsonNode result,
    String status,
    Set<String> running,
    Set<String> succeeded,
    Set<String> failed,
    @Nullable Boolean gone,
    @Nullable String stop,
    JsonNode stopAt) {
  private static final String UNKNOWN = "ResourceNotFoundException";

  Completion {
    adds = OptimisedAction.ordered(adds);
    work = Objects.requireNonNullElse(work, "");
    running = Set.copyOf(Objects.requireNonNullElse(running, Set.of()));
    succeeded = Set.copyOf(Objects.requireNonNullElse(succeeded, Set.of()));
    failed = Set.copyOf(Objects.requireNonNullElse(failed, Set.of()));
    stopAt = Objects.requireNonNullElse(stopAt, JsonText.MAPPER.createObjectNode());
  }

  JsonNode lookAt(JsonNode source) {
    return new Template(at).fill(source);
  }

  JsonNode stopIt(JsonNode source) {
    return new Template(stopAt).fill(source);
  }

  /** What the task results in, of the answer to a look. */
  JsonNode resultOf(JsonNode answer) {
    return result == null ? answer.at(work) : new Template(result).fill(answer);
  }

  /** Whether an error of a look says that the work has ended well. */
  boolean endsWith(String error) {
    return Boolean.TRUE.equals(gone) && error.endsWith(UNKNOWN);
  }
}
