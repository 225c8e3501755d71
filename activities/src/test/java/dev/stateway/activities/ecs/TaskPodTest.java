package dev.stateway.activities.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Pods as a kubelet tells of them. */
class TaskPodTest {
  private static final String STARTED = "2026-01-02T03:04:05Z";
  private static final long STARTED_AT = 1_767_323_045_000L;

  /** A pod whose container {@code main} is so, with more of the status. */
  private static TaskPod pod(String phase, String state, String... more) {
    var yaml =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: one}
        status:
          phase: %s
          containerStatuses:
            - {name: main, image: i, imageID: i, ready: false, restartCount: 0, state: {%s}}
        """
            .formatted(phase, state);
    var status = new StringBuilder(yaml);
    for (var line : more) {
      status.append("  ").append(line).append('\n');
    }
    return new TaskPod(new KubernetesSerialization().unmarshal(status.toString(), Pod.class));
  }

  private static String waiting(String reason) {
    return "waiting: {reason: " + reason + ", message: why not}";
  }

  private static String terminated(int code, String reason) {
    return "terminated: {exitCode: %d, reason: %s, message: why, startedAt: \"%s\", finishedAt: \"%s\"}"
        .formatted(code, reason, STARTED, STARTED);
  }

  @Test
  void aRunningPodGoesOn() {
    var pod = pod("Running", "running: {startedAt: \"" + STARTED + "\"}");

    assertThat(pod.progress()).isEqualTo(new JobProgress.Going());
    assertThat(pod.startedAt()).hasValue(STARTED_AT);
  }

  @Test
  void aPodThatPullsItsImageGoesOn() {
    assertThat(pod("Pending", waiting("ContainerCreating")).progress())
        .isEqualTo(new JobProgress.Going());
  }

  @Test
  void anImageMayComeALittleLater() {
    for (var reason : new String[] {"ErrImagePull", "ImagePullBackOff", "RegistryUnavailable"}) {
      assertThat(pod("Pending", waiting(reason)).progress())
          .isEqualTo(new JobProgress.Stuck("CannotPullContainerError: why not"));
    }
  }

  @Test
  void anImageWithAnImpossibleNameNeverComes() {
    assertThat(pod("Pending", waiting("InvalidImageName")).progress())
        .isEqualTo(new JobProgress.Hopeless("CannotPullContainerError: why not"));
  }

  @Test
  void aMissingSecretMayComeALittleLater() {
    assertThat(pod("Pending", waiting("CreateContainerConfigError")).progress())
        .isEqualTo(new JobProgress.Stuck("CannotStartContainerError: why not"));
  }

  @Test
  void whatHasNoMessageIsItsReason() {
    var pod = pod("Pending", "waiting: {reason: ErrImagePull}");

    assertThat(pod.progress())
        .isEqualTo(new JobProgress.Stuck("CannotPullContainerError: ErrImagePull"));
  }

  @Test
  void tooMuchMemoryIsSaidAsEcsSaysIt() {
    assertThat(pod("Failed", terminated(137, "OOMKilled")).ended("main", "-"))
        .isEqualTo(
            new ContainerState.Exited(
                137,
                STARTED_AT,
                Optional.of("OutOfMemoryError: Container killed due to memory usage")));
  }

  @Test
  void aCommandThatIsNotThereIsSaidAsEcsSaysIt() {
    assertThat(pod("Failed", terminated(128, "StartError")).ended("main", "-"))
        .isEqualTo(
            new ContainerState.Exited(
                128, STARTED_AT, Optional.of("CannotStartContainerError: why")));
  }

  @Test
  void aContainerWithoutAStateIsLost() {
    var pod = pod("Failed", "");

    assertThat(pod.ended("main", "otherwise")).isEqualTo(new ContainerState.Lost("otherwise"));
    assertThat(pod.ended("none", "otherwise")).isEqualTo(new ContainerState.Lost("otherwise"));
    assertThat(pod.progress())
        .isEqualTo(JobProgress.Stopped.failedToStart("No container of the pod has started"));
  }

  @Test
  void aPodOfALostNodeHasStopped() {
    var pod =
        pod(
            "Failed",
            "running: {startedAt: \"" + STARTED + "\"}",
            "reason: NodeLost",
            "message: Node one is unresponsive");

    assertThat(pod.progress())
        .isEqualTo(
            new JobProgress.Stopped(
                OptionalLong.of(STARTED_AT),
                "TerminationNotice",
                "NodeLost: Node one is unresponsive"));
  }

  @Test
  void aDeadlineOfItsOwnHasStoppedIt() {
    var pod = pod("Failed", terminated(143, "Error"), "reason: DeadlineExceeded");

    assertThat(pod.progress())
        .isEqualTo(
            new JobProgress.Stopped(
                OptionalLong.of(STARTED_AT), "UserInitiated", "DeadlineExceeded"));
  }
}
