package dev.stateway.activities.ecs;

/** What runs the containers of the tasks that are configured here. */
public sealed interface ContainerRuntime permits ContainerEngine, KubernetesCluster {
  /**
   * As {@code STATEWAY_CONTAINERS} says: {@code kubernetes}, or the words of a {@link
   * ContainerEngine}.
   */
  static ContainerRuntime of(String words) {
    return words.strip().equals("kubernetes")
        ? KubernetesCluster.configured()
        : ContainerEngine.of(words);
  }
}
