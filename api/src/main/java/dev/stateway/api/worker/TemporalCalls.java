package dev.stateway.api.worker;

import dev.stateway.api.error.AwsError;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.WorkflowException;
import io.temporal.serviceclient.StatusUtils;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The one place where blocking calls of Temporal are made: on virtual threads, each with a
 * deadline.
 */
public final class TemporalCalls implements AutoCloseable {
  /** How long a call may take that does not wait for an execution. */
  public static final Duration DEADLINE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(TemporalCalls.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

  private final Scheduler scheduler =
      Schedulers.fromExecutor(task -> Thread.ofVirtual().name("temporal-call").start(task));
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("temporal-deadlines").factory());

  /**
   * What this call answers; an {@link AwsError} that is unavailable when Temporal does not answer
   * in time.
   */
  public <T> Mono<T> call(Callable<T> call) {
    return call(DEADLINE, call);
  }

  /** What this call answers within the given time. */
  public <T> Mono<T> call(Duration atMost, Callable<T> call) {
    return Mono.fromCallable(() -> withDeadline(atMost, call))
        .onErrorMap(TemporalCalls::isAway, TemporalCalls::unavailable)
        .onErrorMap(TemporalCalls::isUnimplemented, TemporalCalls::needsServer)
        .subscribeOn(scheduler);
  }

  /**
   * What this call answers that waits for something, within the given time; who stops waiting ends
   * it.
   */
  public <T> Mono<T> poll(Duration atMost, Callable<T> call) {
    return Mono.<T>create(
            sink -> {
              var context =
                  Context.current()
                      .withDeadlineAfter(atMost.toNanos(), TimeUnit.NANOSECONDS, deadlines);
              sink.onDispose(() -> context.cancel(null));
              Thread.ofVirtual()
                  .name("temporal-poll")
                  .start(() -> {
                    try {
                      sink.success(context.call(call));
                    } catch (Exception failure) {
                      sink.error(failure);
                    }
                  });
            })
        .onErrorMap(TemporalCalls::isAway, TemporalCalls::unavailable)
        .onErrorMap(TemporalCalls::isUnimplemented, TemporalCalls::needsServer);
  }

  /**
   * The same for a call that may be made again when it fails: a connection that was cut is not
   * worth an error.
   */
  public <T> Mono<T> read(Supplier<T> read) {
    return read(DEADLINE, read);
  }

  /** What this call that may be made again answers within the given time. */
  public <T> Mono<T> read(Duration atMost, Supplier<T> read) {
    return call(atMost, () -> untilAnswered(read));
  }

  /**
   * Makes a call again while Temporal is away or asked too often, until the deadline of the
   * context.
   */
  public static <T> T untilAnswered(Supplier<T> read) {
    var pause = FIRST_PAUSE;
    while (true) {
      try {
        return read.get();
      } catch (StatusRuntimeException failure) {
        if (!isPassing(failure) || endsWithin(pause) || !pause(pause)) {
          throw failure;
        }
        pause = pause.multipliedBy(2);
      }
    }
  }

  private static boolean isPassing(StatusRuntimeException failure) {
    var code = failure.getStatus().getCode();
    return code == Status.Code.UNAVAILABLE || code == Status.Code.RESOURCE_EXHAUSTED;
  }

  private static boolean pause(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean endsWithin(Duration pause) {
    var deadline = Context.current().getDeadline();
    return deadline != null && deadline.timeRemaining(TimeUnit.MILLISECONDS) <= pause.toMillis();
  }

  private <T> T withDeadline(Duration atMost, Callable<T> call) throws Exception {
    try (var context =
        Context.current().withDeadlineAfter(atMost.toNanos(), TimeUnit.NANOSECONDS, deadlines)) {
      return context.call(call);
    }
  }

  /** Whether this failure says that there is no such workflow, or none that still runs. */
  public static boolean isNotFound(StatusRuntimeException failure) {
    return failure.getStatus().getCode() == Status.Code.NOT_FOUND
        && !StatusUtils.hasFailure(failure, NamespaceNotFoundFailure.class);
  }

  /** Whether this failure says that the time was up. */
  public static boolean isTimeUp(StatusRuntimeException failure) {
    var code = failure.getStatus().getCode();
    return code == Status.Code.DEADLINE_EXCEEDED
        || (code == Status.Code.CANCELLED && isExpired(Context.current()));
  }

  private static boolean isExpired(Context context) {
    var deadline = context.getDeadline();
    return deadline != null && deadline.isExpired();
  }

  private static boolean isAway(Throwable failure) {
    var status = statusOf(failure);
    if (status == null) {
      return false;
    }
    return switch (status.getStatus().getCode()) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, CANCELLED, ABORTED -> true;
      case NOT_FOUND -> !isNotFound(status);
      // A query of an execution whose workers are away, or whose first one has not looked at it.
      case FAILED_PRECONDITION -> true;
      default -> false;
    };
  }

  /** What the server said, when this failure is of a call to it. */
  public static @Nullable StatusRuntimeException statusOf(Throwable failure) {
    return switch (failure) {
      case StatusRuntimeException status -> status;
      case WorkflowException call when call.getCause() instanceof StatusRuntimeException status ->
          status;
      case ActivityCompletionException call
          when call.getCause() instanceof StatusRuntimeException status ->
          status;
      default -> null;
    };
  }

  private static boolean isUnimplemented(Throwable failure) {
    var status = statusOf(failure);
    return status != null && status.getStatus().getCode() == Status.Code.UNIMPLEMENTED;
  }

  private static AwsError needsServer(Throwable failure) {
    LOG.debug("Temporal does not have this", failure);
    return AwsError.notBuiltYet(
        "This needs a Temporal server: with the one in the JVM (TEMPORAL_ADDRESS=in-jvm) it");
  }

  private static AwsError unavailable(Throwable failure) {
    LOG.warn("Temporal did not answer: {}", failure.toString());
    return AwsError.unavailable("Temporal does not answer; try again later");
  }

  @Override
  public void close() {
    scheduler.dispose();
    deadlines.shutdownNow();
  }
}
