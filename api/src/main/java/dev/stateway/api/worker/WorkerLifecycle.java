package dev.stateway.api.worker;

import dev.stateway.activities.TaskIntegrations;
import dev.stateway.api.StatewayProperties;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Runs executions in this process, from when Temporal first answers until the process ends.
 *
 * <p>The server may come up after this process does: the API then answers that Temporal is away.
 */
final class WorkerLifecycle implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerLifecycle.class);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final Duration SAY_AGAIN = Duration.ofSeconds(10);
  private static final int DRAIN_SECONDS = 5;

  private final TemporalConnection connection;
  private final StatewayProperties properties;
  private final TaskIntegrations tasks;
  private final boolean inJvm;
  private volatile @Nullable Thread starting;
  private volatile @Nullable Thread preparing;
  private volatile boolean functionsPrepared;
  private volatile @Nullable String notReady = "the worker has not started";

  WorkerLifecycle(
      TemporalConnection connection, StatewayProperties properties, TaskIntegrations tasks) {
    this.tasks = tasks;
    this.connection = connection;
    this.properties = properties;
    this.inJvm = properties.temporal().inJvm();
  }

  /** Why executions do not run yet; empty when they do. */
  Optional<String> notReady() {
    return functionsPrepared
        ? Optional.ofNullable(notReady)
        : Optional.of("what functions need is being fetched");
  }

  @Override
  public void start() {
    starting = Thread.ofVirtual().name("worker-start").start(this::startWhenTemporalAnswers);
    preparing = Thread.ofVirtual().name("functions-prepare").start(this::prepareFunctions);
  }

  /** What functions need is fetched ahead: the first call of one should not have to wait for it. */
  private void prepareFunctions() {
    try {
      tasks
          .prepare()
          .forEach((function, problem) -> LOG.error("function {}: {}", function, problem));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      // A function that cannot run fails its own tasks; everything else works.
      functionsPrepared = true;
    }
  }

  private void startWhenTemporalAnswers() {
    var sayAt = System.nanoTime();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        startNow();
        notReady = null;
        LOG.info("running executions of task queue {}", properties.taskQueue());
        return;
      } catch (StatusRuntimeException failure) {
        notReady = "Temporal does not answer: " + failure.getStatus().getCode();
        if (System.nanoTime() - sayAt >= 0) {
          LOG.warn("waiting for Temporal at {}: {}", properties.temporal(), failure.getMessage());
          sayAt = System.nanoTime() + SAY_AGAIN.toNanos();
        }
        if (!pause()) {
          return;
        }
      }
    }
  }

  private void startNow() {
    var namespace = connection.namespace();
    if (!inJvm) {
      connection
          .stubs()
          .blockingStub()
          .withDeadlineAfter(TemporalCalls.DEADLINE.toSeconds(), TimeUnit.SECONDS)
          .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
      SearchAttributeRegistration.register(connection.stubs(), namespace);
    }
    connection.workers().start();
  }

  private static boolean pause() {
    try {
      Thread.sleep(RETRY);
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void stop() {
    interrupt(starting);
    interrupt(preparing);
    starting = null;
    notReady = "the worker is stopping";
    var workers = connection.workers();
    workers.shutdown();
    workers.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS);
    workers.shutdownNow();
  }

  private static void interrupt(@Nullable Thread thread) {
    if (thread != null) {
      thread.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return starting != null;
  }
}
