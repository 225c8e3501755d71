package dev.stateway.activities.routing;

import dev.stateway.workflows.task.TaskRequest;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where tasks go whose resource has this form.
 *
 * @param resource the Resource's ARN, or the function that {@code lambda:invoke} names; {@code *}
 *     stands for any characters
 * @param target where to
 */
public record Route(String resource, Target target) {
  /** Whether this task goes this way. */
  boolean takes(TaskRequest request) {
    var pattern = Pattern.compile(Pattern.quote(resource).replace("*", "\\E.*\\Q"));
    return pattern.matcher(request.resource()).matches()
        || pattern.matcher(function(request)).matches();
  }

  private static String function(TaskRequest request) {
    return request.resource().contains(":states:::lambda:invoke")
        ? request.arguments().path("FunctionName").stringValue("")
        : "";
  }

  /** Where tasks can go. */
  public sealed interface Target {
    /** To where they go without any route. */
    record Usual() implements Target {}

    /** To AWS's services at this address. */
    record Endpoint(URI url) implements Target {}

    /** To a function of this machine: the arguments are its event, its answer is the result. */
    record Function(String name) implements Target {}

    /** To a web server: the arguments are posted, the answer is the result. */
    record Http(URI url) implements Target {}

    /**
     * Nowhere: the result, or the failure, is always the same.
     *
     * @param result absent for a failure
     */
    record Mock(@Nullable JsonNode result, @Nullable String error, @Nullable String cause)
        implements Target {}
  }
}
