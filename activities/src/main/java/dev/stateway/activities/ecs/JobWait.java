package dev.stateway.activities.ecs;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** One worker's wait for the Job of a task. */
final class JobWait {
  private static final Logger LOG = LoggerFactory.getLogger(JobWait.class);
  private static final int MAX_REFUSALS = 10;

  private final KubernetesApi api;
  private final PodLogs logs;
  private final String namespace;
  private final String taskId;
  private final JsonNode provisioning;
  private final Duration patience;
  private long stuckSince;
  private boolean isStuck;
  private boolean isAway;
  private int refusals;

  /**
   * A wait.
   *
   * @param provisioning the task as {@code RunTask} has answered it
   * @param patience how long its pod may fail to start
   */
  JobWait(
      KubernetesApi api,
      PodLogs logs,
      String namespace,
      String taskId,
      JsonNode provisioning,
      Duration patience) {
    this.api = api;
    this.logs = logs;
    this.namespace = namespace;
    this.taskId = taskId;
    this.provisioning = provisioning;
    this.patience = patience;
  }

  /**
   * The task once it has stopped.
   *
   * <p>An API server that is away is waited for as long as the task may take: its nodes work on
   * meanwhile.
   */
  Optional<JsonNode> look() throws InterruptedException {
    try {
      var found = look(api.look(namespace, taskId));
      refusals = 0;
      isAway = false;
      return found;
    } catch (KubernetesClientException e) {
      KubernetesApi.interruptedIfSo();
      if (!KubernetesApi.isAway(e)) {
        refusals++;
        if (refusals == MAX_REFUSALS) {
          throw KubernetesApi.refused(e);
        }
      } else if (!isAway) {
        isAway = true;
        LOG.warn("The Job of the task {} cannot be looked at; it is tried again", taskId, e);
      }
      return Optional.empty();
    }
  }

  private Optional<JsonNode> look(TaskJob job) {
    return switch (job.progress()) {
      case JobProgress.Stopped stopped -> Optional.of(stopped(job, stopped));
      case JobProgress.Hopeless(var reason) -> Optional.of(abandoned(job, reason));
      case JobProgress.Stuck(var reason) when isOutOfPatience() ->
          Optional.of(abandoned(job, reason));
      case JobProgress.Stuck _ -> Optional.empty();
      case JobProgress.Going _ -> {
        isStuck = false;
        yield Optional.empty();
      }
    };
  }

  private boolean isOutOfPatience() {
    if (!isStuck) {
      isStuck = true;
      stuckSince = System.nanoTime();
    }
    return System.nanoTime() - stuckSince >= patience.toNanos();
  }

  private JsonNode abandoned(TaskJob job, String reason) {
    api.abandon(namespace, taskId, reason);
    return stopped(job, JobProgress.Stopped.failedToStart(reason));
  }

  private JsonNode stopped(TaskJob job, JobProgress.Stopped stopped) {
    var pod = job.pod();
    if (pod != null) {
      logs.save(taskId, pod.pod());
    }
    return job.task(provisioning, stopped, System.currentTimeMillis());
  }
}
