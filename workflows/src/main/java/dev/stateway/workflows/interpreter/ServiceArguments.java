package dev.stateway.workflows.interpreter;

import dev.stateway.translator.model.Resource;
import dev.stateway.translator.model.Resource.IntegrationPattern;
import dev.stateway.translator.model.Resource.ServiceIntegration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What AWS adds to the arguments of some services.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html">Amazon
 *     ECS</a>
 */
final class ServiceArguments {
  private static final String STARTED_BY = "StartedBy";

  private ServiceArguments() {}

  /** The arguments that the service is called with. */
  static JsonNode complete(Resource resource, JsonNode arguments) {
    return resource instanceof ServiceIntegration service
            && startsContainerAndWaits(service)
            && arguments instanceof ObjectNode given
            && !given.has(STARTED_BY)
        ? given.deepCopy().put(STARTED_BY, "AWS Step Functions")
        : arguments;
  }

  private static boolean startsContainerAndWaits(ServiceIntegration service) {
    return service.service().equals("ecs")
        && service.action().equals("runTask")
        && service.pattern() == IntegrationPattern.SYNC;
  }
}
