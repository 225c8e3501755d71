package dev.stateway.activities;

import dev.stateway.translator.model.Resource;
import dev.stateway.workflows.task.TaskFailedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The one table of services that tasks can call. */
final class ServiceIntegrations {
  private final Map<String, ServiceIntegration> byService = new LinkedHashMap<>();

  ServiceIntegrations(List<ServiceIntegration> integrations) {
    integrations.forEach(integration -> byService.put(integration.service(), integration));
  }

  /**
   * The integration of this resource.
   *
   * @throws TaskFailedException there is none in this version
   */
  ServiceIntegration of(Resource.ServiceIntegration resource) {
    var integration = byService.get(resource.service());
    if (integration == null) {
      throw unsupported(resource.arn(), "The service '" + resource.service() + "'");
    }
    var patterns = integration.actions().get(resource.action());
    if (patterns == null) {
      throw unsupported(
          resource.arn(), "The action '" + resource.service() + ":" + resource.action() + "'");
    }
    if (!patterns.contains(resource.pattern())) {
      throw unsupported(resource.arn(), "The pattern '" + resource.suffix() + "' of it");
    }
    return integration;
  }

  static TaskFailedException unsupported(String arn, String what) {
    return new TaskFailedException(
        "States.Runtime",
        "The resource '"
            + arn
            + "' cannot be called: "
            + what
            + " is not supported in this version");
  }
}
