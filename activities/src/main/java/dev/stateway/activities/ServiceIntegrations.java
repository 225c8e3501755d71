package dev.stateway.activities;

import dev.stateway.translator.model.Resource;
import dev.stateway.workflows.task.TaskFailedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The one table of services that tasks can call. */
final class ServiceIntegrations {
  private final Map<String, List<ServiceIntegration>> byService = new LinkedHashMap<>();

  /** These; a service can be in more than one, each with actions of its own. */
  ServiceIntegrations(List<ServiceIntegration> integrations) {
    integrations.forEach(integration ->
        byService.computeIfAbsent(integration.service(), _ -> new ArrayList<>()).add(integration));
  }

  /**
   * The integration of this resource.
   *
   * @throws TaskFailedException there is none in this version
   */
  ServiceIntegration of(Resource.ServiceIntegration resource) {
    var integrations = byService.get(resource.service());
    if (integrations == null) {
      throw unsupported(resource.arn(), "The service '" + resource.service() + "'");
    }
    var integration =
        integrations.stream()
            .filter(each -> each.actions().containsKey(resource.action()))
            .findFirst()
            .orElseThrow(() ->
                unsupported(
                    resource.arn(),
                    "The action '" + resource.service() + ":" + resource.action() + "'"));
    var patterns = integration.actions().getOrDefault(resource.action(), Set.of());
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
