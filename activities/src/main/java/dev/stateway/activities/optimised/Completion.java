package dev.stateway.activities.optimised;

import dev.stateway.translator.JsonText;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the end of work is seen that a call has begun.
 *
 * @param look the action that shows the work
 * @param lookAt its parameters
 * @param work JSON pointer of the work in that answer: what the task results in
 * @param status JSON pointer of the status in the work
 * @param succeeded the statuses of work that has ended well
 * @param failed the statuses of work that has ended badly
 * @param stop the action that ends the work
 * @param stopIt its parameters
 */
record Completion(
    String look,
    Naming lookAt,
    String work,
    String status,
    Set<String> succeeded,
    Set<String> failed,
    String stop,
    Naming stopIt) {
  /** Names the work, from the call's parameters and its answer. */
  @FunctionalInterface
  interface Naming {
    JsonNode of(JsonNode parameters, JsonNode submitted);

    /** The member {@code to} is the answer's member {@code from}. */
    static Naming id(String to, String from) {
      return (_, submitted) -> named(to, submitted.at(from));
    }

    /** The member {@code to} is a list of the answer's member {@code from}. */
    static Naming ids(String to, String from) {
      return (_, submitted) -> {
        var node = JsonText.MAPPER.createObjectNode();
        node.putArray(to).add(submitted.at(from));
        return node;
      };
    }

    /** This name, and the parameter of this name. */
    default Naming with(String parameter) {
      return (parameters, submitted) ->
          ((ObjectNode) of(parameters, submitted)).set(parameter, parameters.path(parameter));
    }

    /** This name, and a text. */
    default Naming with(String member, String text) {
      return (parameters, submitted) -> ((ObjectNode) of(parameters, submitted)).put(member, text);
    }

    private static ObjectNode named(String member, JsonNode value) {
      var node = JsonText.MAPPER.createObjectNode();
      node.set(member, value);
      return node;
    }
  }
}
