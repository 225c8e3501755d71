package dev.stateway.activities.functions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Virtual environments with AWS's Python runtime client, one per set of requirements, made once and
 * kept.
 *
 * @see <a href="https://github.com/aws/aws-lambda-python-runtime-interface-client">awslambdaric</a>
 */
final class PythonEnvironments {
  private static final String RUNTIME_CLIENT = "awslambdaric==4.2.2";

  private final FetchedRuntimes environments;
  private final String python;
  private volatile String version = "";

  PythonEnvironments(Path folder, String python) {
    this.environments = new FetchedRuntimes(folder);
    this.python = python;
  }

  /**
   * The interpreter for functions of this directory: with the runtime client and what its
   * requirements.txt names.
   */
  Path interpreterFor(Path directory) throws IOException, InterruptedException {
    var file = directory.resolve("requirements.txt");
    var wanted = Files.isRegularFile(file) ? Files.readString(file) : "";
    var requirements = wanted.isBlank() ? List.<Path>of() : List.of(file);
    return environments
        .of(
            List.of(version(), RUNTIME_CLIENT, wanted),
            environment -> make(environment, requirements))
        .resolve("bin/python");
  }

  private String version() throws IOException, InterruptedException {
    var known = version;
    if (known.isEmpty()) {
      known =
          FetchedRuntimes.ask(List.of(python, "-c", "import sys; print(sys.version, sys.prefix)"));
      version = known;
    }
    return known;
  }

  private void make(Path environment, List<Path> requirements)
      throws IOException, InterruptedException {
    run(List.of(python, "-m", "venv", environment.toString()));
    var pip =
        List.of(
            environment.resolve("bin/python").toString(),
            "-m",
            "pip",
            "install",
            "--no-input",
            "--disable-pip-version-check");
    run(joined(pip, List.of(RUNTIME_CLIENT)));
    for (var file : requirements) {
      run(joined(pip, List.of("-r", file.toString())));
    }
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    FetchedRuntimes.run(command, Map.of());
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
