package dev.stateway.activities.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What runs the pods of the tests' node, as processes of this machine, and tells the API server how
 * they are. An image whose name begins with {@code missing} cannot be pulled.
 */
public final class TestKubelet implements AutoCloseable {
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  private final KubernetesClient client;
  private final Path folder;
  private final Map<String, PodProcesses> pods = new HashMap<>();
  private final Set<String> evicted = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();

  TestKubelet(KubernetesClient client, Path folder) {
    this.client = client;
    this.folder = folder;
    var _ = loop.scheduleWithFixedDelay(this::look, 0, 50, TimeUnit.MILLISECONDS);
  }

  /** What a container has printed. */
  public String log(String pod, String container) throws IOException {
    return Files.readString(PodProcesses.log(folder, pod, container));
  }

  /** Ends a pod because the node has not enough memory. */
  public void evict(String pod) {
    evicted.add(pod);
  }

  @Override
  public void close() {
    loop.shutdownNow();
    pods.values().forEach(processes -> processes.stop(0));
    pods.values().forEach(processes -> processes.stop(0));
  }

  private void look() {
    try {
      var mine =
          client.pods().inAnyNamespace().list().getItems().stream()
              .filter(pod -> TestCluster.NODE.equals(pod.getSpec().getNodeName()))
              .toList();
      var ids = mine.stream().map(TestKubelet::id).collect(Collectors.toSet());
      // Removed without asking: there is nobody to tell.
      pods.entrySet().stream()
          .filter(pod -> !ids.contains(pod.getKey()))
          .forEach(pod -> pod.getValue().stop(0));
      for (var pod : mine) {
        sync(pod);
      }
    } catch (KubernetesClientException _) {
      // The API server is away: the processes run on.
    } catch (IOException | RuntimeException e) {
      System.out.println("The pods cannot be looked at: " + e);
    }
  }

  private void sync(Pod pod) throws IOException {
    var metadata = pod.getMetadata();
    var deleted = metadata.getDeletionTimestamp() != null;
    if (!ENDED.contains(String.valueOf(pod.getStatus().getPhase()))) {
      if (hasMissingImage(pod)) {
        tell(pod, unpulled(pod));
      } else {
        run(pod, deleted);
      }
    }
    var processes = pods.get(id(pod));
    if (deleted && (processes == null || processes.haveEnded())) {
      client.resource(pod).withGracePeriod(0).delete();
    }
  }

  private void run(Pod pod, boolean deleted) throws IOException {
    var processes = pods.get(id(pod));
    if (processes == null) {
      if (deleted) {
        return;
      }
      processes = PodProcesses.start(pod, folder);
      pods.put(id(pod), processes);
    }
    var late = isLate(pod);
    var isEvicted = evicted.contains(pod.getMetadata().getName());
    if (deleted || late || isEvicted) {
      processes.stop(
          pod.getSpec().getTerminationGracePeriodSeconds() == null
              ? 30
              : pod.getSpec().getTerminationGracePeriodSeconds());
    }
    var status =
        new PodStatusBuilder(pod.getStatus())
            .withContainerStatuses(processes.statuses(pod))
            .withPhase("Running");
    if (status.getStartTime() == null) {
      status.withStartTime(Instant.now().toString());
    }
    if (processes.haveEnded()) {
      status.withPhase(processes.haveSucceeded() && !late && !isEvicted ? "Succeeded" : "Failed");
      if (late) {
        status.withReason("DeadlineExceeded");
      }
      if (isEvicted) {
        status
            .withReason("Evicted")
            .withMessage("The node was low on resource: memory.")
            .addNewCondition()
            .withType("DisruptionTarget")
            .withStatus("True")
            .withReason("TerminationByKubelet")
            .endCondition();
      }
    }
    tell(pod, status.build());
  }

  private static boolean isLate(Pod pod) {
    var seconds = pod.getSpec().getActiveDeadlineSeconds();
    var start = pod.getStatus().getStartTime();
    return seconds != null
        && start != null
        && Instant.now().isAfter(Instant.parse(start).plusSeconds(seconds));
  }

  private static boolean hasMissingImage(Pod pod) {
    return pod.getSpec().getContainers().stream().anyMatch(c -> c.getImage().startsWith("missing"));
  }

  private static PodStatus unpulled(Pod pod) {
    var statuses =
        pod.getSpec().getContainers().stream()
            .map(container ->
                new ContainerStatusBuilder()
                    .withName(container.getName())
                    .withImage(container.getImage())
                    .withImageID("")
                    .withReady(false)
                    .withRestartCount(0)
                    .withNewState()
                    .withNewWaiting(
                        "Back-off pulling image \"" + container.getImage() + "\"",
                        "ImagePullBackOff")
                    .endState()
                    .build())
            .toList();
    return new PodStatusBuilder(pod.getStatus())
        .withPhase("Pending")
        .withContainerStatuses(statuses)
        .build();
  }

  private void tell(Pod pod, PodStatus status) {
    if (!status.equals(pod.getStatus())) {
      var told = new PodBuilder(pod).withStatus(status).build();
      told.getMetadata().setResourceVersion(null);
      client.resource(told).updateStatus();
    }
  }

  private static String id(Pod pod) {
    return pod.getMetadata().getUid();
  }
}
