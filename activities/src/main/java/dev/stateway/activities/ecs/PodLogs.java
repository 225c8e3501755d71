package dev.stateway.activities.ecs;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the containers of ended pods have printed: a file for each, as of tasks on this machine. */
final class PodLogs {
  private static final Logger LOG = LoggerFactory.getLogger(PodLogs.class);
  private static final int LARGEST = 10 * 1024 * 1024;
  private static final Duration KEPT = Duration.ofDays(7);

  private final KubernetesClient client;
  private final Path folder;

  private PodLogs(KubernetesClient client, Path folder) {
    this.client = client;
    this.folder = folder;
  }

  /** Logs kept in this folder; those that are old are removed. */
  static PodLogs open(KubernetesClient client, Path folder) {
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      OldFolders.remove(folder, KEPT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PodLogs(client, folder);
  }

  /** Keeps what a pod's containers have printed; what cannot be had is only noted. */
  void save(String taskId, Pod pod) {
    var target = folder.resolve(taskId);
    for (var status : pod.getStatus().getContainerStatuses()) {
      var state = Optional.ofNullable(status.getState());
      if (state.map(s -> s.getTerminated()).isPresent()) {
        try {
          save(target, pod, status.getName());
        } catch (IOException | KubernetesClientException e) {
          LOG.warn("The log of {} of the task {} cannot be kept", status.getName(), taskId, e);
        }
      }
    }
  }

  private void save(Path target, Pod pod, String container) throws IOException {
    Files.createDirectories(target);
    var log =
        client
            .pods()
            .inNamespace(pod.getMetadata().getNamespace())
            .withName(pod.getMetadata().getName())
            .inContainer(container)
            .limitBytes(LARGEST);
    try (var content = log.getLogInputStream()) {
      Files.copy(content, target.resolve(container + ".log"), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
