package dev.stateway.activities.functions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Runs unmodified Lambda handlers on this machine: every configured function has its own pool of
 * processes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Lambda
 *     execution environment</a>
 */
public final class FunctionHost implements AutoCloseable {
  private final Map<String, FunctionDefinition> definitions;
  private final Map<String, FunctionPool> pools = new LinkedHashMap<>();
  private final Launches launches;
  private final ScheduledExecutorService reaper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("function-reaper").factory());

  public FunctionHost(Collection<FunctionDefinition> functions, Settings settings) {
    var byName = new LinkedHashMap<String, FunctionDefinition>();
    functions.forEach(function -> byName.put(function.name(), function));
    this.definitions = Map.copyOf(byName);
    this.launches =
        new Launches(
            settings.data().resolve("functions"), settings.region(), settings.environment());
    byName.forEach(
        (name, function) -> pools.put(name, new FunctionPool(function, launches, settings.log())));
    var _ =
        reaper.scheduleWithFixedDelay(
            () -> pools.values().forEach(FunctionPool::reap), 1, 1, TimeUnit.SECONDS);
  }

  /** Whether a function of this name is configured here. */
  public boolean has(String name) {
    return definitions.containsKey(name);
  }

  /** The names of the functions that are configured here. */
  public List<String> names() {
    return definitions.keySet().stream().sorted().toList();
  }

  /**
   * Fetches the runtimes that the functions need, which takes a while the first time; gives what
   * went wrong, by function.
   */
  public Map<String, String> prepare() throws InterruptedException {
    var problems = new LinkedHashMap<String, String>();
    for (var function : definitions.values()) {
      try {
        launches.of(function, CodeVersion.of(function.directory()));
      } catch (IOException e) {
        problems.put(function.name(), String.valueOf(e.getMessage()));
      }
    }
    return problems;
  }

  /** Invokes a function that {@link #has(String) is configured} and waits until it ends. */
  public InvocationOutcome invoke(String name, InvocationRequest request)
      throws InterruptedException {
    var pool = pools.get(name);
    if (pool == null) {
      throw new IllegalArgumentException("No function " + name + " is configured");
    }
    return pool.invoke(request);
  }

  @Override
  public void close() {
    reaper.shutdownNow();
    var closing = new ArrayList<Thread>();
    for (var pool : pools.values()) {
      closing.add(Thread.ofVirtual().start(pool::close));
    }
    try {
      for (var thread : closing) {
        thread.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * What the host works with.
   *
   * @param data the server's data folder
   * @param region what functions find as AWS_REGION
   * @param environment the server's own environment: only what a process needs to run at all is
   *     taken of it
   * @param log where printed lines go
   */
  public record Settings(
      Path data, String region, Map<String, String> environment, FunctionLog log) {
    public Settings {
      environment = Map.copyOf(environment);
    }

    /** The settings of a server: its environment, lines to its own log. */
    public static Settings of(Path data, String region) {
      var logger = LoggerFactory.getLogger("stateway.functions");
      return new Settings(
          data,
          region,
          System.getenv(),
          (function, requestId, line) -> logger.info("{} {} {}", function, requestId, line));
    }
  }
}
