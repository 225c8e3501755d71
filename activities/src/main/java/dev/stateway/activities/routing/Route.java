package dev.stateway.activities.routing;

import dev.stateway.workflows.task.TaskRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
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
  private static final String FUNCTION = ":function:";

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
     * To the workers of a Temporal task queue: the task is the activity's input, its answer is the
     * result.
     *
     * @param name the queue's
     * @param activity the activity's type; absent for the one that the Resource names
     * @param timeout how long it may take, from when it waits for a worker
     * @param heartbeat how long it may be silent; absent for as long as it takes
     */
    record TaskQueue(
        String name, Optional<String> activity, Duration timeout, Optional<Duration> heartbeat)
        implements Target {
      /** The type of the activity that does this task. */
      public String activityOf(TaskRequest request) {
        return activity.orElseGet(() -> {
          var function = function(request);
          var named = function.isEmpty() ? request.resource() : function;
          return !function.isEmpty() || named.contains(FUNCTION)
              ? functionOf(named)
              : action(named);
        });
      }

      /** The name alone of a function that is named by it, by a partial ARN or by an ARN. */
      private static String functionOf(String named) {
        var at = named.indexOf(FUNCTION);
        var name = at < 0 ? named : named.substring(at + FUNCTION.length());
        return name.replaceFirst(":.*", "");
      }

      /** {@code service:action}. */
      private static String action(String resource) {
        var parts = resource.split(":", -1);
        return parts[parts.length - 2] + ":" + parts[parts.length - 1].replaceFirst("[.].*", "");
      }
    }

    /**
     * Nowhere: the result, or the failure, is always the same.
     *
     * @param result absent for a failure
     */
    record Mock(@Nullable JsonNode result, @Nullable String error, @Nullable String cause)
        implements Target {}
  }
}
