package dev.stateway.activities.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.stateway.activities.Tasks;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tasks as Kubernetes Jobs, whatever the cluster. */
abstract class KubernetesEcsCases extends JobTests {
  @Test
  void givesTheTaskThatHasStoppedAsEcsDoes() throws Exception {
    var request = started(task("archive"));
    begun("begin main");
    openGate();

    var task = tasks.awaitCompletion(request, () -> {});

    assertThat(task.path("LastStatus").stringValue()).isEqualTo("STOPPED");
    assertThat(task.path("StopCode").stringValue()).isEqualTo("EssentialContainerExited");
    assertThat(task.path("StoppedReason").stringValue())
        .isEqualTo("Essential container in task exited");
    assertThat(task.path("Containers").path(0).path("ExitCode").intValue()).isZero();
    assertThat(task.path("Containers").path(0).path("Image").stringValue()).isEqualTo("work:1");
    assertThat(task.path("StartedAt").longValue())
        .isBetween(task.path("CreatedAt").longValue(), task.path("StoppedAt").longValue());
    assertThat(List.copyOf(task.propertyNames())).isSorted();
    assertThat(folder.resolve("data/pods/" + id(request) + "/main.log")).hasContent("begin main");
  }

  @Test
  void theJobSaysWhoseItIsAndIsRemovedInTime() {
    var request = started(task("archive"));

    var job = job(request);

    assertThat(job.getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/managed-by", "stateway");
    assertThat(job.getMetadata().getAnnotations())
        .containsEntry("stateway.dev/execution", request.executionArn())
        .containsEntry("stateway.dev/state", "Work")
        .containsEntry("stateway.dev/task-definition", "archive");
    assertThat(job.getSpec().getBackoffLimit()).isZero();
    assertThat(job.getSpec().getTtlSecondsAfterFinished()).isEqualTo(86_400);
    assertThat(job.getSpec().getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
  }

  @Test
  void anExitCodeFailsTheTaskWithTheTaskAsItsCause() throws Exception {
    openGate();

    var task = failed(started(task("archive", override("main", "CODE", "3"))));

    assertThat(task.path("Containers").path(0).path("ExitCode").intValue()).isEqualTo(3);
    assertThat(task.path("StopCode").stringValue()).isEqualTo("EssentialContainerExited");
  }

  @Test
  void appliesOverridesWordForWord() throws Exception {
    var request =
        started(
            task(
                "archive",
                """
                {"Name": "main", "Cpu": 512, "Memory": 64, "MemoryReservation": 32,
                 "Command": ["/bin/sh", "-c", "echo \\"$TOKEN\\" '$(FOLDER)' > $FOLDER/out"],
                 "Environment": [{"Name": "TOKEN", "Value": "a$(FOLDER)$$b"}]}
                """));

    var task = tasks.awaitCompletion(request, () -> {});

    assertThat(task.path("Overrides").at("/ContainerOverrides/0/Cpu").intValue()).isEqualTo(512);
    assertThat(lines()).containsExactly("a$(FOLDER)$$b $(FOLDER)");
    var resources =
        job(request).getSpec().getTemplate().getSpec().getContainers().getFirst().getResources();
    assertThat(resources.getRequests())
        .containsEntry("cpu", new Quantity("500m"))
        .containsEntry("memory", new Quantity("32Mi"));
    assertThat(resources.getLimits()).containsEntry("memory", new Quantity("64Mi"));
  }

  @Test
  void aSecondTryAfterALostWorkerFindsTheSameJob() throws Exception {
    var request = Tasks.request(RUN + ".sync", task("archive"));
    var first = tasks.call(request, () -> {});
    try (var second = reopen()) {
      var again = second.call(request, () -> {});

      assertThat(again.path("Tasks")).isEqualTo(first.path("Tasks"));
      openGate();
      second.awaitCompletion(submitted(request, again), () -> {});
      assertThat(lines()).containsExactly("begin main", "end main");
    }
  }

  @Test
  void anotherWorkerWaitsOnForTheJob() throws Exception {
    var request = started(task("archive"));
    begun("begin main");
    interruptWait(request, () -> {});
    tasks.close();

    tasks = reopen();
    var task = waiting(tasks, request);
    openGate();

    assertThat(task.get(60, TimeUnit.SECONDS).at("/Containers/0/ExitCode").intValue()).isZero();
    assertThat(lines()).containsExactly("begin main", "end main");
  }

  @Test
  void stopDeletesTheJob() throws Exception {
    var request = started(task("archive"));
    begun("begin main");

    tasks.stop(request, () -> {});
    tasks.stop(request, () -> {});

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(job(request)).isNull();
          assertThat(pods(request)).isEmpty();
        });
  }

  @Test
  void aStoppedTaskHasItsJobDeleted() throws Exception {
    var request = started(task("archive"));
    begun("begin main");

    interruptWait(request, Tasks::stoppedWhenInterrupted);

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(job(request)).isNull();
          assertThat(pods(request)).isEmpty();
        });
    assertThat(lines()).containsExactly("begin main");
  }

  @Test
  void oneContainerThatEndsStopsTheOthers() throws Exception {
    var request = started(task("pair", override("second", "GATE", "out")));

    var task = failed(request);

    assertThat(task.at("/Containers/0/ExitCode").intValue()).isEqualTo(143);
    assertThat(task.at("/Containers/1/ExitCode").intValue()).isZero();
    assertThat(task.path("StopCode").stringValue()).isEqualTo("EssentialContainerExited");
    assertThat(task.path("StoppedReason").stringValue())
        .isEqualTo("Essential container in task exited");
  }

  @Test
  void anImageThatCannotBePulledFailsToStart() {
    var request = started(task("absent"));

    var task = failed(request);

    assertThat(task.path("StopCode").stringValue()).isEqualTo("TaskFailedToStart");
    assertThat(task.path("StoppedReason").stringValue())
        .isEqualTo("CannotPullContainerError: Back-off pulling image \"missing:1\"");
    assertThat(task.at("/Containers/0/Reason").stringValue())
        .isEqualTo(task.path("StoppedReason").stringValue());
    assertThat(task.has("StartedAt")).isFalse();
    // Nothing is left that would start when the image is there at last.
    await().atMost(PATIENCE).until(() -> pods(request).isEmpty());
    assertThat(failed(request).path("StopCode").stringValue()).isEqualTo("TaskFailedToStart");
  }

  @Test
  void aPodThatCannotBeScheduledFailsToStart() {
    var task = failed(started(task("picky")));

    assertThat(task.path("StopCode").stringValue()).isEqualTo("TaskFailedToStart");
    assertThat(task.path("StoppedReason").stringValue())
        .startsWith("The pod cannot be scheduled: 0/1 nodes are available");
  }

  @Test
  void anEvictedPodIsATerminationNotice() {
    var request = started(task("archive"));
    begun("begin main");
    cluster().kubelet().evict(pods(request).getFirst().getMetadata().getName());

    var task = failed(request);

    assertThat(task.path("StopCode").stringValue()).isEqualTo("TerminationNotice");
    assertThat(task.path("StoppedReason").stringValue())
        .isEqualTo("Evicted: The node was low on resource: memory.");
  }

  @Test
  void aPodThatIsDeletedIsNotRunAgain() {
    var request = started(task("archive"));
    begun("begin main");
    cluster().admin().resource(pods(request).getFirst()).delete();

    var task = failed(request);

    assertThat(task.path("StopCode").stringValue())
        .isIn("TerminationNotice", "EssentialContainerExited");
    assertThat(task.at("/Containers/0/ExitCode").asInt(143)).isEqualTo(143);
  }

  @Test
  void aJobThatSomebodyDeletesFailsTheTask() {
    var request = started(task("archive"));
    begun("begin main");
    cluster().admin().resource(job(request)).delete();

    var task = failed(request);

    assertThat(task.path("StopCode").stringValue()).isEqualTo("UserInitiated");
    assertThat(task.path("StoppedReason").stringValue())
        .isEqualTo("The Job of the task was deleted");
    assertThat(task.at("/Containers/0/Reason").stringValue()).isNotEmpty();
  }

  @Test
  void anApiServerThatIsAwayIsWaitedFor() throws Exception {
    var request = started(task("archive"));
    begun("begin main");
    var task = waiting(tasks, request);
    cluster().takeAway();
    var other = CompletableFuture.supplyAsync(() -> started(task("archive")));
    openGate();
    await().atMost(PATIENCE).until(() -> lines().contains("end main"));
    assertThat(task).isNotDone();

    cluster().bringBack();

    assertThat(task.get(120, TimeUnit.SECONDS).at("/Containers/0/ExitCode").intValue()).isZero();
    tasks.awaitCompletion(other.get(120, TimeUnit.SECONDS), () -> {});
  }

  @Test
  void aTaskWithoutImagesIsAProcessOfThisMachine() throws Exception {
    openGate();
    var request = started(task("process"));

    tasks.awaitCompletion(request, () -> {});

    assertThat(job(request)).isNull();
    assertThat(lines()).containsExactly("begin main", "end main");
  }
}
