package dev.stateway.activities.ecs;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A task's Job and its pod, as they were at one moment.
 *
 * @param job absent when it is gone
 * @param pod absent when it is not there yet, or gone
 */
record TaskJob(@Nullable Job job, @Nullable TaskPod pod) {
  /** On a Job: why its task had to be ended before it had started. */
  static final String FAILED_TO_START = "stateway.dev/failed-to-start";

  private static final Set<String> ENDINGS = Set.of("Complete", "Failed");
  private static final String GONE = "The container's pod is gone";

  static TaskJob of(@Nullable Job job, List<Pod> pods) {
    // There can be more than one only where the controller of Jobs was restarted.
    var newest =
        pods.stream()
            .max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
            .map(TaskPod::new);
    return new TaskJob(job, newest.orElse(null));
  }

  JobProgress progress() {
    if (job == null) {
      return stopped(TaskShape.USER_INITIATED, "The Job of the task was deleted");
    }
    var abandoned = job.getMetadata().getAnnotations().get(FAILED_TO_START);
    if (abandoned != null) {
      return JobProgress.Stopped.failedToStart(abandoned);
    }
    if (pod != null && (pod.hasEnded() || finished().isEmpty())) {
      return pod.progress();
    }
    if (finished().isPresent()) {
      return withoutPod(finished().get());
    }
    // Held back on purpose, e.g. by a queue of Jobs.
    return Boolean.TRUE.equals(job.getSpec().getSuspend())
        ? new JobProgress.Going()
        : new JobProgress.Stuck("No pod was made for the Job of the task");
  }

  /**
   * The task as ECS gives it.
   *
   * @param provisioning the task as {@code RunTask} has answered it
   * @param now in milliseconds
   */
  JsonNode task(JsonNode provisioning, JobProgress.Stopped stopped, long now) {
    var containers = new HashMap<String, ContainerState>();
    for (var container : provisioning.path("Containers")) {
      var name = container.path("Name").stringValue();
      containers.put(name, container(name, stopped.reason()));
    }
    var allExited =
        containers.values().stream().allMatch(state -> state instanceof ContainerState.Exited);
    return TaskShape.stopped(
        provisioning,
        new TaskShape.Stop(
            containers,
            stopped.startedAt(),
            allExited ? 0 : now,
            stopped.code(),
            stopped.reason()));
  }

  private ContainerState container(String name, String reason) {
    if (pod != null) {
      return pod.ended(name, reason);
    }
    return finished()
        .filter(condition -> condition.getType().equals("Complete"))
        .<ContainerState>map(condition ->
            new ContainerState.Exited(
                0, TaskPod.millis(condition.getLastTransitionTime()).orElse(0)))
        .orElse(new ContainerState.Lost(job == null ? GONE : reason));
  }

  private JobProgress withoutPod(JobCondition condition) {
    if (condition.getType().equals("Complete")) {
      return stopped(TaskShape.ESSENTIAL_EXITED_CODE, TaskShape.ESSENTIAL_EXITED);
    }
    var said = TaskPod.said(condition.getReason(), condition.getMessage());
    return "DeadlineExceeded".equals(condition.getReason())
        ? stopped(TaskShape.USER_INITIATED, said)
        : stopped(TaskShape.TERMINATION_NOTICE, "The pod of the task is gone: " + said);
  }

  private JobProgress stopped(String code, String reason) {
    return new JobProgress.Stopped(startedAt(), code, reason);
  }

  private OptionalLong startedAt() {
    if (pod != null) {
      return pod.startedAt();
    }
    // A pod that is gone says no more when it started; its Job does, nearly.
    var finished = finished().map(JobCondition::getType).orElse("");
    return finished.equals("Complete")
        ? TaskPod.millis(status().getStartTime())
        : OptionalLong.empty();
  }

  private Optional<JobCondition> finished() {
    return status().getConditions().stream()
        .filter(c -> ENDINGS.contains(c.getType()) && "True".equals(c.getStatus()))
        .findFirst();
  }

  private JobStatus status() {
    return job == null ? new JobStatus() : requireNonNullElse(job.getStatus(), new JobStatus());
  }
}
