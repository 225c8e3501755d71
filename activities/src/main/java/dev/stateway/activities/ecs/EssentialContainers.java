package dev.stateway.activities.ecs;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends pods of which one container has ended, as ECS does: all containers of a task are essential.
 * Kubernetes would wait for them all.
 */
final class EssentialContainers implements ResourceEventHandler<Pod>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EssentialContainers.class);
  private static final Duration AGAIN = Duration.ofSeconds(30);
  private static final int NOT_FOUND = 404;

  private final KubernetesClient client;
  private final List<SharedIndexInformer<Pod>> watches = new ArrayList<>();

  private EssentialContainers(KubernetesClient client) {
    this.client = client;
  }

  /** Watches the pods of tasks in these namespaces until it is closed. */
  static EssentialContainers watch(KubernetesClient client, Collection<String> namespaces) {
    var containers = new EssentialContainers(client);
    for (var namespace : namespaces) {
      var watch =
          client
              .pods()
              .inNamespace(namespace)
              .withLabels(JobManifest.MANAGED)
              .runnableInformer(AGAIN.toMillis())
              .addEventHandler(containers)
              .exceptionHandler((_, failure) -> {
                LOG.warn("The pods of {} cannot be watched; it is tried again", namespace, failure);
                return true;
              });
      containers.watches.add(watch);
      var _ = watch.start();
    }
    return containers;
  }

  @Override
  public void onAdd(Pod pod) {
    end(pod);
  }

  @Override
  public void onUpdate(Pod before, Pod pod) {
    end(pod);
  }

  @Override
  public void onDelete(Pod pod, boolean isStateUnknown) {
    // There is nothing left to end.
  }

  @Override
  public void close() {
    watches.forEach(SharedIndexInformer::stop);
  }

  /** With its deadline over, the pod's containers end in their grace period and it stays. */
  private void end(Pod pod) {
    var metadata = pod.getMetadata();
    if (!new TaskPod(pod).hasEndedInPart()
        || metadata.getAnnotations().containsKey(TaskPod.ESSENTIAL_EXITED)
        || metadata.getDeletionTimestamp() != null) {
      return;
    }
    var patch =
        Map.of(
            "metadata",
            Map.of("annotations", Map.of(TaskPod.ESSENTIAL_EXITED, "true")),
            "spec",
            Map.of("activeDeadlineSeconds", 1));
    try {
      client
          .pods()
          .inNamespace(metadata.getNamespace())
          .withName(metadata.getName())
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              client.getKubernetesSerialization().asJson(patch));
    } catch (KubernetesClientException e) {
      if (e.getCode() != NOT_FOUND) {
        LOG.warn("The pod {} cannot be ended; it is tried again", metadata.getName(), e);
      }
    }
  }
}
