package dev.stateway.activities.functions;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A function as the configuration names it.
 *
 * @param name what tasks call it by
 * @param runtime which runtime client runs it
 * @param handler e.g. {@code app.handler}; empty where the command says it all
 * @param directory where its code is: the working directory and LAMBDA_TASK_ROOT
 * @param command what to run, for {@link FunctionRuntime#PROVIDED}
 * @param environment what it finds in its environment besides what Lambda puts there
 * @param limits how long and how often it may run
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html">FunctionConfiguration</a>
 */
public record FunctionDefinition(
    String name,
    FunctionRuntime runtime,
    String handler,
    Path directory,
    List<String> command,
    Map<String, String> environment,
    Limits limits) {
  public FunctionDefinition {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /**
   * The bounds of a function.
   *
   * @param timeout of one invocation
   * @param concurrency how many invocations run at a time, each in a process of its own
   * @param queue how long an invocation waits for a free process before it is refused
   * @param idle how long a process without work stays
   * @param memoryMegabytes told to the function, not enforced
   */
  public record Limits(
      Duration timeout, int concurrency, Duration queue, Duration idle, int memoryMegabytes) {
    /** Lambda's own defaults where it has them. */
    public static final Limits DEFAULT =
        new Limits(Duration.ofSeconds(3), 10, Duration.ofSeconds(10), Duration.ofSeconds(300), 128);
  }
}
