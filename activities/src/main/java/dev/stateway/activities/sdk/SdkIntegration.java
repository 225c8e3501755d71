package dev.stateway.activities.sdk;

import dev.stateway.activities.aws.SdkJson;
import dev.stateway.translator.model.Resource;
import dev.stateway.translator.model.Resource.IntegrationPattern;
import dev.stateway.workflows.task.TaskRequest;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * {@code aws-sdk:service:action}: any action of any service, by name.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html">AWS
 *     SDK integrations</a>
 */
public final class SdkIntegration {
  /** How a task can wait for an action. */
  public static final Set<IntegrationPattern> PATTERNS =
      Set.of(IntegrationPattern.REQUEST_RESPONSE, IntegrationPattern.WAIT_FOR_TASK_TOKEN);

  private static final String PREFIX = "aws-sdk:";

  private final SdkClients clients;

  public SdkIntegration(SdkClients clients) {
    this.clients = clients;
  }

  /** Whether a resource of this service is one of these. */
  public static boolean covers(String service) {
    return service.startsWith(PREFIX);
  }

  /** The service's module of the SDK, of one that is covered. */
  public static String module(Resource.ServiceIntegration resource) {
    return resource.service().substring(PREFIX.length());
  }

  /**
   * Calls the action.
   *
   * @throws dev.stateway.workflows.task.TaskFailedException the service refused or failed
   */
  public JsonNode call(Resource.ServiceIntegration resource, TaskRequest request)
      throws InterruptedException {
    return clients
        .service(module(resource), request, null)
        .call(
            resource.action(),
            request.arguments(),
            SdkJson.SDK,
            UUID.fromString(request.idempotencyKey()))
        .members();
  }
}
