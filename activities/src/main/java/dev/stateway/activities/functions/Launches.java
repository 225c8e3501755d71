package dev.stateway.activities.functions;

import dev.stateway.activities.functions.FunctionProcess.Launch;
import dev.stateway.activities.process.ProcessEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How the processes of functions are started: the command of their runtime and the environment that
 * Lambda gives.
 */
final class Launches {
  private final PythonEnvironments python;
  private final NodeClients node;
  private final String region;
  private final Map<String, String> server;

  /**
   * Launches of this server's functions.
   *
   * @param fetched where runtimes are kept that had to be fetched
   * @param region what functions find as AWS_REGION
   * @param server the server's own environment
   */
  Launches(Path fetched, String region, Map<String, String> server) {
    this.python = new PythonEnvironments(fetched.resolve("python"), "python3");
    this.node = new NodeClients(fetched.resolve("node"), server.getOrDefault("PATH", ""));
    this.region = region;
    this.server = Map.copyOf(server);
  }

  /** The launch of this function; may take minutes when its runtime has to be fetched first. */
  Launch of(FunctionDefinition definition, CodeVersion version)
      throws IOException, InterruptedException {
    return new Launch(command(definition), environment(definition), version);
  }

  private List<String> command(FunctionDefinition definition)
      throws IOException, InterruptedException {
    return switch (definition.runtime()) {
      case PYTHON3 ->
          List.of(
              python.interpreterFor(definition.directory()).toString(),
              "-m",
              "awslambdaric",
              definition.handler());
      case NODEJS ->
          List.of(node.clientFor(definition.directory()).toString(), definition.handler());
      case PROVIDED -> definition.command();
    };
  }

  private Map<String, String> environment(FunctionDefinition definition) {
    var environment = ProcessEnvironment.of(server, region);
    var name = definition.name();
    environment.put("TZ", ":UTC");
    environment.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + definition.runtime().text());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", name);
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put(
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(definition.limits().memoryMegabytes()));
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + name);
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "stateway/[$LATEST]" + name);
    environment.put("LAMBDA_TASK_ROOT", definition.directory().toAbsolutePath().toString());
    environment.put("LAMBDA_RUNTIME_DIR", definition.directory().toAbsolutePath().toString());
    environment.putAll(definition.environment());
    // Lambda reserves it: the handler cannot be changed by the function's own environment.
    environment.put("_HANDLER", definition.handler());
    return environment;
  }
}
