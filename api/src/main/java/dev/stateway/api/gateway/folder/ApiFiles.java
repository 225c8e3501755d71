package dev.stateway.api.gateway.folder;

import dev.stateway.api.gateway.openapi.ImportedApi;
import dev.stateway.api.gateway.openapi.OpenApiImporter;
import dev.stateway.api.gateway.openapi.Problem;
import dev.stateway.api.gateway.route.Api;
import dev.stateway.api.gateway.route.Route;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The OpenAPI files of a folder and its subfolders. A file with errors is served as it was when it
 * had none, or not at all; the others do not mind.
 */
public final class ApiFiles {
  private static final Logger LOG = LoggerFactory.getLogger(ApiFiles.class);

  /** API Gateway's limit of a definition. */
  private static final long LARGEST_FILE = 6 * 1024 * 1024;

  private static final int DEEPEST_FOLDER = 8;

  private final Path folder;
  private final OpenApiImporter importer;
  private final Map<Path, Stamp> stamps = new HashMap<>();
  private final Map<Path, ImportedApi> read = new TreeMap<>();
  private final Map<Path, ImportedApi> served = new TreeMap<>();
  private List<Problem> problems = List.of();

  /** What changes when a file does. */
  private record Stamp(FileTime modified, long size, Optional<Object> key) {
    static Stamp of(Path file) throws IOException {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(
          attributes.lastModifiedTime(),
          attributes.size(),
          Optional.ofNullable(attributes.fileKey()));
    }
  }

  public ApiFiles(Path folder, OpenApiImporter importer) {
    this.folder = folder;
    this.importer = importer;
  }

  /** Reads what has changed since the last time; whether anything has. */
  public boolean refresh() throws IOException {
    var changed = new ArrayList<Path>();
    var now = new HashMap<Path, Stamp>();
    for (var file : files()) {
      try {
        var stamp = Stamp.of(file);
        now.put(file, stamp);
        if (!stamp.equals(stamps.get(file))) {
          changed.add(file);
        }
      } catch (NoSuchFileException _) {
        LOG.debug("{} is gone", file);
      }
    }
    var isSame = changed.isEmpty() && now.keySet().equals(stamps.keySet());
    stamps.clear();
    stamps.putAll(now);
    if (isSame) {
      return false;
    }
    read.keySet().retainAll(now.keySet());
    for (var file : changed) {
      text(file)
          .ifPresentOrElse(
              text -> read.put(file, importer.read(file, text)), () -> read.remove(file));
    }
    choose();
    return true;
  }

  private List<Path> files() throws IOException {
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

  private static Optional<String> text(Path file) throws IOException {
    try {
      if (Files.size(file) > LARGEST_FILE) {
        LOG.warn("{} is larger than {} bytes: not read", file, LARGEST_FILE);
        return Optional.empty();
      }
      return Optional.of(Files.readString(file)).filter(OpenApiImporter::isOpenApi);
    } catch (MalformedInputException notText) {
      LOG.warn("{} is not UTF-8 text: not read", file);
      return Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /** Of each file the newest reading that can be served beside those before it. */
  private void choose() {
    var before = new TreeMap<>(served);
    var found = new ArrayList<Problem>();
    served.clear();
    read.forEach((file, api) -> {
      found.addAll(api.problems());
      var collisions = collisions(api);
      found.addAll(collisions);
      var old = before.get(file);
      if (!api.refused() && collisions.isEmpty()) {
        served.put(file, api);
      } else if (old != null && collisions(old).isEmpty()) {
        served.put(file, old);
      }
    });
    problems = Collections.unmodifiableList(found);
  }

  private List<Problem> collisions(ImportedApi api) {
    return api.routes().stream().flatMap(route -> collision(route).stream()).toList();
  }

  private Optional<Problem> collision(Route route) {
    return routes().stream()
        .filter(earlier -> shareHosts(earlier.api(), route.api()))
        .filter(earlier -> earlier.key().collidesWith(route.key()))
        .findFirst()
        .map(earlier ->
            new Problem(
                Problem.Severity.ERROR,
                route.place(),
                route.key().text() + " is a route already, in " + earlier.place()));
  }

  private static boolean shareHosts(Api one, Api other) {
    return one.domains().isEmpty()
        ? other.domains().isEmpty()
        : !Collections.disjoint(one.domains(), other.domains());
  }

  /** All routes that can be served. */
  public List<Route> routes() {
    return served.values().stream().flatMap(api -> api.routes().stream()).toList();
  }

  /** What is wrong with the files as they are. */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * Refuses files with errors.
   *
   * @throws BrokenApisException there is one
   */
  public void require() {
    var errors =
        problems.stream().filter(problem -> problem.severity() == Problem.Severity.ERROR).toList();
    if (!errors.isEmpty()) {
      throw new BrokenApisException(errors);
    }
  }

  /** Tells the log what is wrong and what is served. */
  public void report() {
    for (var problem : problems) {
      switch (problem.severity()) {
        case ERROR -> LOG.error("{}", problem);
        case WARNING -> LOG.warn("{}", problem);
      }
    }
    problems.stream()
        .filter(problem -> problem.severity() == Problem.Severity.ERROR)
        .map(problem -> problem.place().file())
        .distinct()
        .forEach(file -> {
          if (served.containsKey(file)) {
            LOG.error("{} has errors: it is served as it was before", file);
          } else {
            LOG.error("{} has errors: none of its routes is served", file);
          }
        });
    routes().forEach(route -> LOG.info("route {} ({})", route.key().text(), route.place()));
  }
}
