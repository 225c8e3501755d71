package dev.stateway.activities.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.stateway.activities.Tasks;
import dev.stateway.workflows.task.TaskHandler.Progress;
import dev.stateway.workflows.task.TaskRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container task when its server or its execution goes away. */
class LocalRunsTest {
  @TempDir Path folder;
  private LocalEcsTasks ecs;

  @BeforeEach
  void open() {
    ecs = new LocalEcsTasks(folder);
  }

  @AfterEach
  void close() throws IOException {
    ecs.close();
  }

  @Test
  void theSameAttemptRunsOnce() throws Exception {
    var request = Tasks.request(LocalEcsTasks.RUN + ".sync", "{\"TaskDefinition\":\"archive\"}");

    var first = ecs.tasks().call(request, () -> {});
    var second = ecs.tasks().call(request, () -> {});

    assertThat(second.path("Tasks")).isEqualTo(first.path("Tasks"));
    ecs.letGo();
    ecs.tasks().awaitCompletion(LocalEcsTasks.submitted(request, second), () -> {});
    assertThat(ecs.lines()).containsExactly("begin default", "end default");
  }

  @Test
  void aServerStartedAfterOneWasKilledFindsTheSameRun() throws Exception {
    var request = ecs.started("{\"TaskDefinition\":\"archive\"}");
    await().until(() -> ecs.lines().contains("begin default"));

    // Nothing of the first server is closed: to the run it is as if it had been killed.
    try (var second = ecs.another()) {
      var task = CompletableFuture.supplyAsync(() -> second.awaitCompletion(request, () -> {}));
      ecs.letGo();

      assertThat(
              task.get(30, TimeUnit.SECONDS).path("Containers").path(0).path("ExitCode").intValue())
          .isZero();
    }
    assertThat(ecs.lines()).containsExactly("begin default", "end default");
  }

  @Test
  void aServerClosedInGoodOrderLeavesNoProcessAndTheNextOneRunsTheTaskAgain() throws Exception {
    var request = ecs.started("{\"TaskDefinition\":\"archive\"}");
    await().until(() -> ecs.lines().contains("begin default"));

    ecs.tasks().close();
    assertThat(ecs.processes()).isZero();
    ecs.open();
    ecs.letGo();

    ecs.tasks().awaitCompletion(request, () -> {});
    assertThat(ecs.lines()).containsExactly("begin default", "begin default", "end default");
  }

  @Test
  void aStoppedWaitHasTheTaskStopped() throws Exception {
    var request = ecs.started("{\"TaskDefinition\":\"archive\"}");
    await().until(() -> ecs.lines().contains("begin default"));

    interruptWait(request, Tasks::stoppedWhenInterrupted);

    await().atMost(Duration.ofSeconds(30)).until(() -> ecs.processes() == 0);
    assertThat(ecs.lines()).containsExactly("begin default");
  }

  @Test
  void stopEndsWhenTheTaskHasStopped() throws Exception {
    var request = ecs.started("{\"TaskDefinition\":\"archive\"}");
    await().until(() -> ecs.lines().contains("begin default"));

    ecs.tasks().stop(request, () -> {});
    ecs.tasks().stop(request, () -> {});

    assertThat(ecs.processes()).isZero();
    assertThat(ecs.lines()).containsExactly("begin default");
  }

  @Test
  void stopIsInterruptedWithItsServerAndTheNextOneStopsTheTask() throws Exception {
    var request = ecs.started("{\"TaskDefinition\":\"archive\"}");
    await().until(() -> ecs.lines().contains("begin default"));
    ecs.tasks().close();

    assertThat(stopIsInterrupted(request)).isTrue();
    ecs.open();
    ecs.tasks().stop(request, () -> {});

    assertThat(ecs.processes()).isZero();
    assertThat(ecs.lines()).doesNotContain("end default");
  }

  /** Whether an interrupted stop ends as one that another worker takes over. */
  private boolean stopIsInterrupted(TaskRequest request) throws Exception {
    var tasks = ecs.tasks();
    var interrupted =
        CompletableFuture.supplyAsync(() -> {
          Thread.currentThread().interrupt();
          try {
            tasks.stop(request, () -> {});
            return false;
          } catch (CancellationException _) {
            return Thread.interrupted();
          }
        });
    return interrupted.get(30, TimeUnit.SECONDS);
  }

  @Test
  void aWorkerThatGoesAwayLeavesTheTaskToTheNextOne() throws Exception {
    var request = ecs.started("{\"TaskDefinition\":\"archive\"}");
    await().until(() -> ecs.lines().contains("begin default"));

    interruptWait(request, () -> {});
    ecs.letGo();

    ecs.tasks().awaitCompletion(request, () -> {});
    assertThat(ecs.lines()).containsExactly("begin default", "end default");
  }

  private void interruptWait(TaskRequest request, Progress progress) throws Exception {
    var ended = new CompletableFuture<Throwable>();
    var waiter =
        Thread.ofVirtual()
            .start(() ->
                ended.complete(
                    catchThrowableOfType(
                        CancellationException.class,
                        () -> ecs.tasks().awaitCompletion(request, progress))));
    waiter.interrupt();
    assertThat(ended.get(30, TimeUnit.SECONDS)).isNotNull();
  }
}
