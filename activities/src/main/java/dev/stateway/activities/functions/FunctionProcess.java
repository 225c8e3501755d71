package dev.stateway.activities.functions;

import dev.stateway.activities.process.ProcessScripts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One process of a function: takes one invocation at a time, until it is closed or ends. */
final class FunctionProcess implements AutoCloseable {
  // Lambda gives 10 s; importing on a busy laptop may take longer, and what never finishes is still
  // noticed.
  private static final Duration INIT_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(5);

  private final FunctionDefinition definition;
  private final RuntimeApi api;
  private final Process process;
  private final CodeVersion version;
  private boolean warm;

  private FunctionProcess(
      FunctionDefinition definition, RuntimeApi api, Process process, CodeVersion version) {
    this.definition = definition;
    this.api = api;
    this.process = process;
    this.version = version;
  }

  /** Starts the command; that it runs shows only when the first invocation is fetched. */
  static FunctionProcess start(FunctionDefinition definition, Launch launch, FunctionLog log)
      throws IOException {
    var api = RuntimeApi.open(definition.limits().timeout());
    try {
      var words = ProcessScripts.supervised(definition.name(), launch.command());
      var builder = new ProcessBuilder(words).directory(definition.directory().toFile());
      builder.environment().clear();
      builder.environment().putAll(launch.environment());
      builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
      var process = builder.redirectErrorStream(true).start();
      var started = new FunctionProcess(definition, api, process, launch.version());
      started.watch(log);
      return started;
    } catch (IOException e) {
      api.close();
      throw e;
    }
  }

  /**
   * Runs an invocation; empty when this process, warm from earlier ones, ended before it took it.
   */
  Optional<InvocationOutcome> invoke(InvocationRequest request) throws InterruptedException {
    var invocation = new Invocation(request);
    api.offer(invocation);
    if (!process.isAlive()) {
      ended(process);
    }
    var fetched = CompletableFuture.anyOf(invocation.handedOver(), invocation.outcome());
    var timeout = definition.limits().timeout();
    var initTimeout = warm ? timeout : INIT_TIMEOUT;
    if (!endsWithin(fetched, initTimeout)) {
      return Optional.of(timedOut(request, initTimeout));
    }
    if (warm && !invocation.handedOver().getNow(false)) {
      return Optional.empty();
    }
    warm = true;
    return Optional.of(
        endsWithin(invocation.outcome(), timeout)
            ? invocation.outcome().join()
            : timedOut(request, timeout));
  }

  /** The code it was started with. */
  CodeVersion version() {
    return version;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends the process and what it started. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      process.onExit().get(KILL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException | ExecutionException | TimeoutException _) {
      process.destroyForcibly();
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    api.close();
  }

  private InvocationOutcome timedOut(InvocationRequest request, Duration timeout) {
    close();
    return FunctionErrors.timedOut(request.requestId(), timeout);
  }

  private void watch(FunctionLog log) {
    // A platform thread: reading a pipe would pin a virtual thread's carrier for the life of the
    // process.
    Thread.ofPlatform().daemon().name("function-" + definition.name()).start(() -> forward(log));
    var _ = process.onExit().thenAccept(this::ended);
  }

  private void ended(Process gone) {
    var invocation = api.current();
    if (invocation != null) {
      var requestId = invocation.request().requestId();
      invocation.handedOver().complete(false);
      invocation.outcome().complete(FunctionErrors.exited(requestId, gone.exitValue()));
    }
  }

  private void forward(FunctionLog log) {
    try (var lines =
        new BoundedLines(
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)))) {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        log.line(definition.name(), lastRequest(), line.orElseThrow());
      }
    } catch (IOException e) {
      // The pipe of a killed process may break in the middle of a line; any other reason is worth a
      // line.
      if (process.isAlive()) {
        log.line(definition.name(), "", "The log ends here: " + e.getMessage());
      }
    }
  }

  /**
   * Lines are read a little after they were printed: until the next invocation they belong to the
   * last one.
   */
  private String lastRequest() {
    var invocation = api.current();
    return invocation == null ? "" : invocation.request().requestId();
  }

  private static boolean endsWithin(CompletableFuture<?> future, Duration timeout)
      throws InterruptedException {
    try {
      future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("An invocation is never completed exceptionally", e);
    }
  }

  /**
   * What to start and with which environment.
   *
   * @param command the words of the command
   * @param environment all of it but the Runtime API's address
   * @param version the code it is started with
   */
  record Launch(List<String> command, Map<String, String> environment, CodeVersion version) {
    Launch {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }
}
