package dev.stateway.activities.ecs;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the Job of a task is made.
 *
 * @param namespace where; absent for that of the cluster's configuration
 * @param kept how long the Job stays when it has ended
 * @param start how long its pod may fail to be scheduled or started until the task has failed
 * @param pod members of the pod's spec, merged over those that come from the task
 */
public record KubernetesOptions(
    Optional<String> namespace, Duration kept, Duration start, Map<String, Object> pod) {
  /** What holds for a task that says nothing. */
  public static final KubernetesOptions DEFAULT =
      new KubernetesOptions(Optional.empty(), Duration.ofDays(1), Duration.ofMinutes(5), Map.of());

  public KubernetesOptions {
    // Nothing as a value says that there is to be none.
    pod = Collections.unmodifiableMap(new LinkedHashMap<>(pod));
  }
}
