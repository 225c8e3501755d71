package dev.stateway.api.gateway.usage;

import dev.stateway.api.gateway.route.Api;
import dev.stateway.api.gateway.route.Throttle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What API keys may use, and how much of it.
 *
 * @param name of the plan
 * @param throttle requests of one key; absent for any number
 * @param quota requests of one key in a period; absent for any number
 * @param stages of APIs that it is for
 * @param apiKeys the names of its keys
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html">Usage
 *     plans</a>
 */
record UsagePlan(
    String name,
    @Nullable Throttle throttle,
    @Nullable Quota quota,
    List<Stage> stages,
    Set<String> apiKeys) {
  UsagePlan {
    stages = List.copyOf(stages);
    apiKeys = Set.copyOf(apiKeys);
  }

  /**
   * A stage of an API.
   *
   * @param apiId the API's id or its name
   * @param stage its name
   * @param throttles of routes by their keys, instead of the plan's
   */
  record Stage(String apiId, String stage, Map<String, Throttle> throttles) {
    Stage {
      throttles = Map.copyOf(throttles);
    }

    boolean isOf(Api api) {
      return stage.equals(api.stage()) && (apiId.equals(api.id()) || apiId.equals(api.name()));
    }
  }

  /** What it says of the stage that an API is served in; empty if it is not for that. */
  Optional<Stage> stage(Api api) {
    return stages.stream().filter(stage -> stage.isOf(api)).findFirst();
  }
}
