package dev.stateway.activities.ecs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of tasks on this machine: each outlives a server that is killed, and is found again by
 * the next one.
 *
 * <p>A server that is closed in good order stops its runs, and the next one starts them again:
 * nothing is left behind, nothing is forgotten.
 */
final class LocalRuns implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalRuns.class);
  private static final String INTERRUPTED = "interrupted";
  private static final Duration KEPT = Duration.ofDays(7);
  // What ECS gives a container between SIGTERM and SIGKILL.
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(20);

  private final Path folder;
  private final Map<String, LocalRun> active = new ConcurrentHashMap<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("local-tasks").factory());
  private volatile boolean closed;

  private LocalRuns(Path folder) {
    this.folder = folder;
  }

  /** The runs kept in this folder; those that an earlier server has left in the middle go on. */
  static LocalRuns open(Path folder) {
    var runs = new LocalRuns(folder);
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      runs.resume();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var _ = runs.watch.scheduleWithFixedDelay(runs::look, 1, 1, TimeUnit.SECONDS);
    return runs;
  }

  /** Starts this run, unless it has been started before: then it is the one of then. */
  LocalRun start(LocalRun.Plan plan) throws IOException, InterruptedException {
    var known = find(plan.id());
    var run = known.isPresent() ? known.get() : LocalRun.create(folder.resolve(plan.id()), plan);
    active.put(plan.id(), run);
    run.start();
    return run;
  }

  Optional<LocalRun> find(String id) throws IOException {
    var run = active.get(id);
    return run == null ? LocalRun.read(folder.resolve(id)) : Optional.of(run);
  }

  /**
   * Whether all containers have ended; while the server closes, nothing has: the next one goes on
   * with it.
   */
  boolean hasStopped(LocalRun run) throws IOException {
    return !closed && run.states().values().stream().allMatch(ContainerState::hasEnded);
  }

  /** Has a run stopped: asked first, forced later. Nothing is stopped because the server is. */
  void stopInBackground(LocalRun run, String reason) {
    if (!closed) {
      Thread.ofPlatform().daemon().name("stop-task").start(() -> stop(run, reason, STOP_TIMEOUT));
    }
  }

  @Override
  public void close() {
    closed = true;
    watch.shutdownNow();
    var stopping = new ArrayList<Thread>();
    for (var run : active.values()) {
      stopping.add(Thread.ofPlatform().start(() -> interrupt(run)));
    }
    try {
      for (var thread : stopping) {
        thread.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void resume() throws IOException {
    for (var each : OldFolders.in(folder)) {
      var run = LocalRun.read(each);
      if (run.isEmpty()) {
        continue;
      }
      try {
        if (Files.exists(each.resolve(INTERRUPTED))) {
          run.get().reset();
          Files.delete(each.resolve(INTERRUPTED));
        }
        if (!run.get().states().values().stream().allMatch(ContainerState::hasEnded)) {
          run.get().start();
          active.put(run.get().plan().id(), run.get());
        } else if (OldFolders.isOlder(each, KEPT)) {
          OldFolders.delete(each);
        }
      } catch (IOException e) {
        LOG.error("The task run {} cannot be resumed", each, e);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Every container is essential: when one has ended, the others are stopped. */
  private void look() {
    for (var run : List.copyOf(active.values())) {
      try {
        var states = run.states().values();
        if (states.stream().allMatch(ContainerState::hasEnded)) {
          active.remove(run.plan().id());
        } else if (states.stream().anyMatch(ContainerState::hasEnded)
            && run.stopReason().isEmpty()) {
          stopInBackground(run, TaskShape.ESSENTIAL_EXITED);
        }
      } catch (IOException e) {
        LOG.error("The task run {} cannot be looked at", run.folder(), e);
      }
    }
  }

  private void interrupt(LocalRun run) {
    try {
      if (!run.states().values().stream().allMatch(ContainerState::hasEnded)) {
        Files.writeString(run.folder().resolve(INTERRUPTED), "");
        stop(run, "The server is stopped", CLOSE_TIMEOUT);
      }
    } catch (IOException e) {
      LOG.error("The task run {} cannot be stopped", run.folder(), e);
    }
  }

  private static void stop(LocalRun run, String reason, Duration patience) {
    try {
      run.stop(reason);
      if (!endsWithin(run, patience)) {
        run.kill();
        if (!endsWithin(run, patience)) {
          LOG.error("The task run {} does not end", run.folder());
        }
      }
    } catch (IOException e) {
      LOG.error("The task run {} cannot be stopped", run.folder(), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean endsWithin(LocalRun run, Duration patience)
      throws IOException, InterruptedException {
    var deadline = System.nanoTime() + patience.toNanos();
    while (!run.states().values().stream().allMatch(ContainerState::hasEnded)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(POLL);
    }
    return true;
  }
}
