package dev.stateway.activities;

import dev.stateway.activities.TaskPermissions.Permission;
import dev.stateway.translator.model.Resource;
import dev.stateway.translator.model.Resource.IntegrationPattern;
import dev.stateway.workflows.task.TaskHandler.Progress;
import dev.stateway.workflows.task.TaskRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * One service that tasks can call, e.g. {@code lambda}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html">Optimised
 *     integrations</a>
 */
public interface ServiceIntegration {
  /** The service's name in a Resource. */
  String service();

  /** What it can do: the actions, each with the patterns it can be waited for by. */
  Map<String, Set<IntegrationPattern>> actions();

  /**
   * What the role of the state machine must be allowed for a call that is not AWS's to refuse;
   * empty where AWS itself decides.
   *
   * @throws dev.stateway.workflows.task.TaskFailedException the arguments are wrong
   */
  default Optional<Permission> permission(
      Resource.ServiceIntegration resource, TaskRequest request) {
    return Optional.empty();
  }

  /**
   * Calls the service.
   *
   * @throws dev.stateway.workflows.task.TaskFailedException it refused or failed
   */
  JsonNode call(Resource.ServiceIntegration resource, TaskRequest request, Progress progress)
      throws InterruptedException;

  /**
   * For actions with the pattern SYNC: waits until the work that the call began has ended; has it
   * stopped when interrupted.
   *
   * @throws dev.stateway.workflows.task.TaskFailedException the work failed
   */
  default JsonNode awaitCompletion(
      Resource.ServiceIntegration resource, TaskRequest request, Progress progress)
      throws InterruptedException {
    throw new IllegalStateException(resource.arn() + " has no pattern SYNC");
  }

  /**
   * For actions with the pattern SYNC: has the work stopped that the call began, where that is
   * possible. May be asked for more than once.
   *
   * @throws dev.stateway.workflows.task.TaskFailedException the service cannot be asked
   */
  default void stop(Resource.ServiceIntegration resource, TaskRequest request, Progress progress)
      throws InterruptedException {
    throw new IllegalStateException(resource.arn() + " has no pattern SYNC");
  }
}
