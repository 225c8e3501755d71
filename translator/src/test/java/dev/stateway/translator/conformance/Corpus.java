package dev.stateway.translator.conformance;

import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The recorded data beside the checkout; without it, its tests are skipped. */
final class Corpus {
  private Corpus() {}

  /** A case and the file it is from. */
  record Case(String file, JsonNode data) {
    String id() {
      return file + " " + data.path("id").asString("");
    }
  }

  /** All cases of the files of a folder; of a folder without lists of cases, each file is one. */
  static List<Case> cases(String folder) {
    var directory = root().resolve("conformance").resolve(folder);
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .flatMap(file -> cases(folder, file))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Case> cases(String folder, Path file) {
    var name = folder + "/" + file.getFileName();
    var json = read(file);
    return json.has("cases")
        ? json.get("cases").valueStream().map(data -> new Case(name, data))
        : Stream.of(new Case(name, json));
  }

  /** The text of a case's definition, wherever the case has it. */
  static String definition(JsonNode data) {
    if (data.has("definitionIn")) {
      var file = data.get("definitionIn").stringValue();
      var id = data.get("id").stringValue();
      return read(root().resolve("conformance").resolve(file))
          .get("cases")
          .valueStream()
          .filter(other -> id.equals(other.path("id").stringValue()))
          .findFirst()
          .map(Corpus::definition)
          .orElseThrow();
    }
    return data.has("definition")
        ? JsonText.write(data.get("definition"))
        : data.path("text").asString(data.path("definitionText").asString(""));
  }

  /** Where the data is, or would be. */
  static Path root() {
    return Optional.ofNullable(System.getenv("STATEWAY_SHARED"))
        .map(Path::of)
        .orElseGet(() ->
            Path.of(Objects.requireNonNull(System.getProperty("stateway.root")))
                .resolveSibling("shared"));
  }

  static JsonNode read(Path file) {
    try {
      return JsonText.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
