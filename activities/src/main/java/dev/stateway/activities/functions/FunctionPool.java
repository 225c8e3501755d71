package dev.stateway.activities.functions;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The processes of one function: a warm one is used again, a new one is started up to the
 * function's concurrency.
 */
final class FunctionPool implements AutoCloseable {
  private final FunctionDefinition definition;
  private final Launches launches;
  private final FunctionLog log;
  private final Semaphore permits;
  private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();
  private final Set<FunctionProcess> running = ConcurrentHashMap.newKeySet();
  private final CodeVersion.Watch code;
  private volatile boolean closed;

  FunctionPool(FunctionDefinition definition, Launches launches, FunctionLog log) {
    this.definition = definition;
    this.launches = launches;
    this.log = log;
    this.code = new CodeVersion.Watch(definition.directory());
    this.permits = new Semaphore(definition.limits().concurrency(), true);
  }

  /**
   * Runs an invocation to its end.
   *
   * <p>An interrupted caller only stops waiting: the function runs on, as one on AWS does. While
   * the host closes nothing is answered at all: the task is not done and not failed, another worker
   * has it again.
   */
  InvocationOutcome invoke(InvocationRequest request) throws InterruptedException {
    if (!permits.tryAcquire(definition.limits().queue().toMillis(), TimeUnit.MILLISECONDS)) {
      return new InvocationOutcome.Throttled();
    }
    var outcome = new CompletableFuture<InvocationOutcome>();
    Thread.ofVirtual().name("invoke-" + definition.name()).start(() -> run(request, outcome));
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The function host failed", e.getCause());
    }
  }

  /** Ends the processes that have been without work for their idle time. */
  void reap() {
    var limit = definition.limits().idle().toNanos();
    var now = System.nanoTime();
    for (var entry : List.copyOf(idle)) {
      var over = now - entry.since() > limit || !entry.process().isAlive();
      if (over && idle.remove(entry)) {
        entry.process().close();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    var processes = new ArrayList<Idle>();
    for (var entry = idle.pollFirst(); entry != null; entry = idle.pollFirst()) {
      processes.add(entry);
    }
    processes.forEach(entry -> entry.process().close());
    running.forEach(FunctionProcess::close);
  }

  private void run(InvocationRequest request, CompletableFuture<InvocationOutcome> outcome) {
    try {
      var result = onProcess(request);
      if (!closed) {
        outcome.complete(result);
      }
    } catch (InterruptedException | RuntimeException e) {
      outcome.completeExceptionally(e);
    } finally {
      permits.release();
    }
  }

  private InvocationOutcome onProcess(InvocationRequest request) throws InterruptedException {
    try {
      Optional<InvocationOutcome> outcome;
      do {
        var version = code.now();
        var warm = warm(version);
        outcome = on(warm.isPresent() ? warm.get() : start(version), request);
      } while (outcome.isEmpty());
      return outcome.get();
    } catch (IOException e) {
      return FunctionErrors.notStarted(request.requestId(), String.valueOf(e.getMessage()));
    }
  }

  private Optional<InvocationOutcome> on(FunctionProcess process, InvocationRequest request)
      throws InterruptedException {
    running.add(process);
    try {
      if (closed) {
        process.close();
      }
      return process.invoke(request);
    } finally {
      running.remove(process);
      if (process.isAlive() && !closed) {
        idle.addFirst(new Idle(process, System.nanoTime()));
      } else {
        process.close();
      }
    }
  }

  private FunctionProcess start(CodeVersion version) throws IOException, InterruptedException {
    return FunctionProcess.start(definition, launches.of(definition, version), log);
  }

  private Optional<FunctionProcess> warm(CodeVersion version) {
    for (var entry = idle.pollFirst(); entry != null; entry = idle.pollFirst()) {
      if (entry.process().isAlive() && entry.process().version().equals(version)) {
        return Optional.of(entry.process());
      }
      entry.process().close();
    }
    return Optional.empty();
  }

  private record Idle(FunctionProcess process, long since) {}
}
