package dev.stateway.workflows.interpreter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the context object shows of a state.
 *
 * @param name the state's
 * @param enteredTime when it was entered
 * @param retryCount how often it was tried again; absent for states that are not
 * @param taskToken the token its task waits for
 * @param item the item of the Map that it is in
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html">Context
 *     object</a>
 */
record StateContext(
    String name,
    Instant enteredTime,
    @Nullable Integer retryCount,
    @Nullable String taskToken,
    @Nullable MapItem item) {
  /** The context object of a state of this execution. */
  JsonNode in(Execution execution) {
    var tree = execution.context();
    var state = tree.putObject("State");
    state.put("Name", name).put("EnteredTime", Timestamps.format(enteredTime));
    if (retryCount != null) {
      state.put("RetryCount", retryCount);
    }
    if (taskToken != null) {
      tree.putObject("Task").put("Token", taskToken);
    }
    if (item != null) {
      tree.set("Map", item.toJson());
    }
    return tree;
  }
}
