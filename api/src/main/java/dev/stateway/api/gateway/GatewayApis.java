package dev.stateway.api.gateway;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of all OpenAPI files of a folder and its subfolders; a file with errors has none. */
final class GatewayApis {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayApis.class);

  /** API Gateway's limit of a definition. */
  private static final long LARGEST_FILE = 6 * 1024 * 1024;

  private static final int DEEPEST_FOLDER = 8;

  private final OpenApiImporter importer;
  private final List<Route> routes = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private GatewayApis(OpenApiImporter importer) {
    this.importer = importer;
  }

  /** Reads a folder. */
  static GatewayApis read(Path folder, OpenApiImporter importer) throws IOException {
    var apis = new GatewayApis(importer);
    for (var file : files(folder)) {
      apis.add(file);
    }
    return apis;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files =
        Files.find(
            folder,
            DEEPEST_FOLDER,
            (path, attributes) ->
                attributes.isRegularFile() && isCandidate(folder.relativize(path)))) {
      return files.sorted().toList();
    }
  }

  private static boolean isCandidate(Path path) {
    for (var part : path) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    var name = path.toString();
    return name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
  }

  private void add(Path file) throws IOException {
    var text = text(file);
    if (text.isEmpty()) {
      return;
    }
    var api = importer.read(file, text.get());
    problems.addAll(api.problems());
    var collisions = api.routes().stream().flatMap(route -> collision(route).stream()).toList();
    problems.addAll(collisions);
    if (collisions.isEmpty()) {
      routes.addAll(api.routes());
    }
  }

  private static Optional<String> text(Path file) throws IOException {
    if (Files.size(file) > LARGEST_FILE) {
      LOG.warn("{} is larger than {} bytes: not read", file, LARGEST_FILE);
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(file)).filter(OpenApiImporter::isOpenApi);
    } catch (MalformedInputException notText) {
      LOG.warn("{} is not UTF-8 text: not read", file);
      return Optional.empty();
    }
  }

  private Optional<Problem> collision(Route route) {
    return routes.stream()
        .filter(earlier -> earlier.key().collidesWith(route.key()))
        .findFirst()
        .map(earlier ->
            new Problem(
                Problem.Severity.ERROR,
                route.place(),
                route.key().text() + " is a route already, in " + earlier.place()));
  }

  List<Route> routes() {
    return List.copyOf(routes);
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /**
   * Tells the log what is served and what may be meant otherwise.
   *
   * @throws BrokenApisException a file has errors: half of an API is not served
   */
  void require() {
    var errors = new ArrayList<Problem>();
    for (var problem : problems) {
      switch (problem.severity()) {
        case ERROR -> errors.add(problem);
        case WARNING -> LOG.warn("{}", problem);
      }
    }
    if (!errors.isEmpty()) {
      throw new BrokenApisException(errors);
    }
    routes.forEach(route -> LOG.info("route {} ({})", route.key().text(), route.place()));
  }
}
