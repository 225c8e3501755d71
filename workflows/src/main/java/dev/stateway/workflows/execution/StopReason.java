package dev.stateway.workflows.execution;

import dev.stateway.translator.JsonText;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Why an execution is stopped: StopExecution's error and cause, carried as the text of the cancel
 * request's reason.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html">StopExecution</a>
 */
public record StopReason(@Nullable String error, @Nullable String cause) {
  /** The reason to cancel the workflow with. */
  public String toText() {
    return JsonText.MAPPER.writeValueAsString(this);
  }

  /**
   * The reason a workflow was cancelled with; one that others wrote (the Web UI, a command line) is
   * taken as the cause.
   */
  public static StopReason fromText(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return new StopReason(null, null);
    }
    try {
      var tree = JsonText.parse(text);
      if (tree.isObject()) {
        return new StopReason(textOrNull(tree, "error"), textOrNull(tree, "cause"));
      }
    } catch (JacksonException notOurs) {
      return new StopReason(null, text);
    }
    return new StopReason(null, text);
  }

  private static @Nullable String textOrNull(JsonNode tree, String member) {
    var value = tree.path(member);
    return value.isString() ? value.stringValue() : null;
  }
}
