package dev.stateway.activities.ecs;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pod, read as the containers of a task.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/">Pod
 *     lifecycle</a>
 */
record TaskPod(Pod pod) {
  /** On a pod: that its other containers were ended because one had. */
  static final String ESSENTIAL_EXITED = "stateway.dev/essential-container-exited";

  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");
  private static final Set<String> UNPULLABLE = Set.of("InvalidImageName", "ErrImageNeverPull");
  private static final Set<String> UNPULLED =
      Set.of("ErrImagePull", "ImagePullBackOff", "RegistryUnavailable");
  private static final Set<String> UNSTARTED =
      Set.of(
          "CreateContainerConfigError",
          "CreateContainerError",
          "PreCreateHookError",
          "RunContainerError",
          "PostStartHookError");
  private static final Set<String> UNSTARTABLE = Set.of("StartError", "ContainerCannotRun");

  /** Whether all its containers have ended. */
  boolean hasEnded() {
    var statuses = containers();
    return ENDED.contains(phase())
        || (!statuses.isEmpty() && statuses.stream().allMatch(s -> terminated(s) != null));
  }

  /** Whether some of its containers have ended while others run. */
  boolean hasEndedInPart() {
    var statuses = containers();
    return !hasEnded() && statuses.stream().anyMatch(s -> terminated(s) != null);
  }

  /** How a container is; whatever it is, it is over. */
  dev.stateway.activities.ecs.ContainerState ended(String container, String otherwise) {
    var status =
        containers().stream().filter(s -> s.getName().equals(container)).findFirst().orElse(null);
    var terminated = status == null ? null : terminated(status);
    if (terminated != null) {
      return new dev.stateway.activities.ecs.ContainerState.Exited(
          terminated.getExitCode(), millis(terminated.getFinishedAt()).orElse(0), why(terminated));
    }
    return new dev.stateway.activities.ecs.ContainerState.Lost(
        Optional.ofNullable(status)
            .flatMap(s -> Optional.ofNullable(waiting(s)))
            .flatMap(TaskPod::obstacle)
            .orElse(otherwise));
  }

  /** When the first of its containers started, in milliseconds. */
  OptionalLong startedAt() {
    return containers().stream()
        .flatMap(s -> Optional.ofNullable(s.getState()).stream())
        .map(TaskPod::startOf)
        .filter(Objects::nonNull)
        .flatMapToLong(text -> millis(text).stream())
        .min();
  }

  /** How it is on its way. */
  JobProgress progress() {
    if (hasEnded()) {
      return stopped();
    }
    var waits =
        Stream.concat(initContainers().stream(), containers().stream())
            .flatMap(s -> Optional.ofNullable(waiting(s)).stream())
            .toList();
    for (var wait : waits) {
      var obstacle = obstacle(wait);
      if (obstacle.isPresent()) {
        return UNPULLABLE.contains(wait.getReason())
            ? new JobProgress.Hopeless(obstacle.get())
            : new JobProgress.Stuck(obstacle.get());
      }
    }
    return condition("PodScheduled", "False")
        .filter(condition -> "Unschedulable".equals(condition.getReason()))
        .<JobProgress>map(condition ->
            new JobProgress.Stuck("The pod cannot be scheduled: " + condition.getMessage()))
        .orElseGet(JobProgress.Going::new);
  }

  private JobProgress stopped() {
    var status = status();
    var said = said(status.getReason(), status.getMessage());
    if (pod.getMetadata().getAnnotations().containsKey(ESSENTIAL_EXITED)) {
      return stopped(TaskShape.ESSENTIAL_EXITED_CODE, TaskShape.ESSENTIAL_EXITED);
    }
    var disruption = condition("DisruptionTarget", "True");
    if (disruption.isPresent()) {
      var condition = disruption.get();
      return stopped(
          TaskShape.TERMINATION_NOTICE,
          said.isEmpty() ? said(condition.getReason(), condition.getMessage()) : said);
    }
    if ("DeadlineExceeded".equals(status.getReason())) {
      return stopped(TaskShape.USER_INITIATED, said);
    }
    if (containers().stream().anyMatch(s -> terminated(s) != null)) {
      return stopped(TaskShape.ESSENTIAL_EXITED_CODE, TaskShape.ESSENTIAL_EXITED);
    }
    return said.isEmpty()
        ? stopped(TaskShape.FAILED_TO_START, "No container of the pod has started")
        : stopped(
            startedAt().isPresent() ? TaskShape.TERMINATION_NOTICE : TaskShape.FAILED_TO_START,
            said);
  }

  private JobProgress stopped(String code, String reason) {
    return new JobProgress.Stopped(startedAt(), code, reason);
  }

  /** What keeps a container from starting, as ECS says it; empty where nothing does. */
  private static Optional<String> obstacle(ContainerStateWaiting waiting) {
    var reason = requireNonNullElse(waiting.getReason(), "");
    var message = requireNonNullElse(waiting.getMessage(), reason);
    if (UNPULLABLE.contains(reason) || UNPULLED.contains(reason)) {
      return Optional.of("CannotPullContainerError: " + message);
    }
    return UNSTARTED.contains(reason)
        ? Optional.of("CannotStartContainerError: " + message)
        : Optional.empty();
  }

  /** Why a container has ended, as ECS says it. */
  private static Optional<String> why(ContainerStateTerminated terminated) {
    var reason = requireNonNullElse(terminated.getReason(), "");
    if (reason.equals("OOMKilled")) {
      return Optional.of("OutOfMemoryError: Container killed due to memory usage");
    }
    return UNSTARTABLE.contains(reason)
        ? Optional.of(
            "CannotStartContainerError: " + requireNonNullElse(terminated.getMessage(), reason))
        : Optional.empty();
  }

  private static @Nullable String startOf(ContainerState state) {
    if (state.getRunning() != null) {
      return state.getRunning().getStartedAt();
    }
    return state.getTerminated() == null ? null : state.getTerminated().getStartedAt();
  }

  private static @Nullable ContainerStateTerminated terminated(ContainerStatus status) {
    return status.getState() == null ? null : status.getState().getTerminated();
  }

  private static @Nullable ContainerStateWaiting waiting(ContainerStatus status) {
    return status.getState() == null ? null : status.getState().getWaiting();
  }

  private Optional<PodCondition> condition(String type, String value) {
    return status().getConditions().stream()
        .filter(c -> type.equals(c.getType()) && value.equals(c.getStatus()))
        .findFirst();
  }

  private PodStatus status() {
    return requireNonNullElse(pod.getStatus(), new PodStatus());
  }

  private String phase() {
    return requireNonNullElse(status().getPhase(), "");
  }

  private List<ContainerStatus> containers() {
    return status().getContainerStatuses();
  }

  private List<ContainerStatus> initContainers() {
    return status().getInitContainerStatuses();
  }

  /** A reason and its message, as far as there are any. */
  static String said(@Nullable String reason, @Nullable String message) {
    return Stream.of(reason, message)
        .filter(Objects::nonNull)
        .filter(text -> !text.isEmpty())
        .reduce((first, second) -> first + ": " + second)
        .orElse("");
  }

  /** Milliseconds of a time as Kubernetes writes it. */
  static OptionalLong millis(@Nullable String time) {
    return time == null
        ? OptionalLong.empty()
        : OptionalLong.of(Instant.parse(time).toEpochMilli());
  }
}
