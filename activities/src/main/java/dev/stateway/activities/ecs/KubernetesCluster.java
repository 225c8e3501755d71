package dev.stateway.activities.ecs;

import io.fabric8.kubernetes.client.Config;

/**
 * A Kubernetes cluster, in which tasks with images run as Jobs.
 *
 * @param config how its API server is reached
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/controllers/job/">Jobs</a>
 */
public record KubernetesCluster(Config config) implements ContainerRuntime {
  /** The one that this server runs in, or that {@code KUBECONFIG} names. */
  static KubernetesCluster configured() {
    return new KubernetesCluster(Config.autoConfigure(null));
  }
}
