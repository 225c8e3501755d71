package dev.stateway.activities.local;

import dev.stateway.activities.ecs.ContainerTask;
import dev.stateway.activities.functions.FunctionDefinition;
import dev.stateway.activities.functions.FunctionDefinition.Limits;
import dev.stateway.activities.functions.FunctionRuntime;
import dev.stateway.activities.http.Connection;
import dev.stateway.activities.local.YamlFields.Problems;
import dev.stateway.activities.routing.Route;
import dev.stateway.activities.routing.Routes;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reads the configuration of local resources. Directories are relative to the file.
 *
 * <pre>
 * functions:
 *   fetch-report:
 *     runtime: python3            # python3 | nodejs | provided
 *     handler: app.handler
 *     directory: functions        # default: the file's own
 *     command: [./bootstrap]      # for provided
 *     environment: {STAGE: dev}
 *     timeoutSeconds: 3
 *     concurrency: 10
 *     queueSeconds: 10
 *     idleSeconds: 300
 *     memoryMegabytes: 128
 * tasks:
 *   archive:
 *     containers:
 *       - name: archive
 *         command: [python3, archive.py]
 *         directory: containers
 *         environment: {STAGE: dev}
 *         image: archive:1      # for STATEWAY_CONTAINERS=docker or kubernetes
 *         options: ["--network=host"]
 *     kubernetes:
 *       namespace: batch
 *       pod: {serviceAccountName: archive}
 * buckets:
 *   my-bucket: buckets/mine       # a folder instead of S3
 * connections:
 *   payments:
 *     apiKey: {name: X-Api-Key, value: "env:PAYMENTS_KEY"}
 * routes:
 *   - resource: "arn:aws:states:::sqs:*"
 *     endpoint: http://localhost:9324
 * </pre>
 */
public final class LocalResourcesFile {
  private static final int DAY = 86_400;

  private final Path folder;
  private final Problems problems;

  private LocalResourcesFile(Path file) {
    var parent = file.toAbsolutePath().getParent();
    this.folder = parent == null ? file.toAbsolutePath() : parent;
    this.problems = new Problems(file.toString());
  }

  /**
   * Reads the file.
   *
   * @throws LocalResourcesException it is wrong, or cannot be read
   */
  public static LocalResources read(Path file) {
    var reader = new LocalResourcesFile(file);
    try {
      return reader.resources(file, Files.readString(file));
    } catch (IOException e) {
      throw new LocalResourcesException(List.of(file + ": cannot be read: " + e));
    }
  }

  private LocalResources resources(Path file, String text) {
    var functions = new ArrayList<FunctionDefinition>();
    var tasks = new ArrayList<ContainerTask>();
    var buckets = new LinkedHashMap<String, Path>();
    var connections = new ArrayList<Connection>();
    var routes = new ArrayList<Route>();
    try {
      var root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
      if (root != null) {
        var fields = new YamlFields("", root, problems);
        fields.mappings("functions", named -> functions.add(function(named)));
        fields.mappings(
            "tasks", named -> tasks.add(ContainerTaskFields.read(named, this::directory)));
        fields.members(
            "buckets",
            (name, node) -> bucketFolder(name, node).ifPresent(path -> buckets.put(name, path)));
        fields.mappings(
            "connections", named -> ConnectionFields.read(named).ifPresent(connections::add));
        fields.listed("routes", its -> RouteFields.read(its).ifPresent(routes::add));
        fields.nothingElse();
      }
    } catch (MarkedYAMLException e) {
      var line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new LocalResourcesException(List.of(file + ":" + line + ": " + e.getProblem()));
    }
    if (!problems.texts().isEmpty()) {
      throw new LocalResourcesException(problems.texts());
    }
    return new LocalResources(functions, tasks, buckets, connections, new Routes(routes));
  }

  private FunctionDefinition function(YamlFields.Named named) {
    var fields = named.fields();
    var name = named.name();
    if (!name.matches("[a-zA-Z0-9-_]{1,64}")) {
      fields.problem("The function name '" + name + "' may have 1 to 64 letters, digits, - and _");
    }
    var runtime = runtime(fields, name);
    var provided = runtime == FunctionRuntime.PROVIDED;
    var handler = provided ? fields.text("handler").orElse("") : fields.requiredText("handler");
    var command = fields.texts("command");
    if (provided == command.isEmpty()) {
      fields.problem(
          provided
              ? name + " has the runtime provided: it needs a 'command'"
              : name + " has a 'command', which only the runtime provided takes");
    }
    var function =
        new FunctionDefinition(
            name,
            runtime,
            handler,
            directory(fields),
            command,
            fields.textMap("environment"),
            limits(fields));
    fields.nothingElse();
    return function;
  }

  private static FunctionRuntime runtime(YamlFields fields, String name) {
    var text = fields.requiredText("runtime");
    var runtime = FunctionRuntime.of(text);
    if (runtime.isEmpty() && !text.isEmpty()) {
      var known =
          Arrays.stream(FunctionRuntime.values())
              .map(FunctionRuntime::text)
              .collect(Collectors.joining(", "));
      fields.problem(name + " has the unknown runtime '" + text + "'; there are " + known);
    }
    return runtime.orElse(FunctionRuntime.PYTHON3);
  }

  private static Limits limits(YamlFields fields) {
    var defaults = Limits.DEFAULT;
    return new Limits(
        seconds(fields, "timeoutSeconds", defaults.timeout(), 1, DAY),
        fields.number("concurrency", defaults.concurrency(), 1, 1000),
        seconds(fields, "queueSeconds", defaults.queue(), 0, DAY),
        seconds(fields, "idleSeconds", defaults.idle(), 0, DAY),
        fields.number("memoryMegabytes", defaults.memoryMegabytes(), 128, 32_768));
  }

  private static Duration seconds(
      YamlFields fields, String member, Duration otherwise, int minimum, int maximum) {
    return Duration.ofSeconds(fields.number(member, (int) otherwise.toSeconds(), minimum, maximum));
  }

  private Optional<Path> bucketFolder(String name, Node node) {
    if (!name.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
      problems.add(
          node,
          "The bucket name '"
              + name
              + "' may have 3 to 63 lower-case letters, digits, dots and hyphens");
    }
    return existing(node);
  }

  private Path directory(YamlFields fields) {
    return fields.take("directory").flatMap(this::existing).orElse(folder);
  }

  private Optional<Path> existing(Node node) {
    try {
      var text = node instanceof ScalarNode s ? s.getValue() : "";
      var directory = folder.resolve(text).normalize();
      if (!text.isEmpty() && Files.isDirectory(directory)) {
        return Optional.of(directory);
      }
      problems.add(node, "The directory " + directory + " does not exist");
    } catch (InvalidPathException e) {
      problems.add(node, "The directory is no path: " + e.getMessage());
    }
    return Optional.empty();
  }
}
