package dev.stateway.workflows.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stateway.translator.JsonText;
import dev.stateway.workflows.items.ObjectStore;
import dev.stateway.workflows.items.ObjectsInMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One recorded execution; the data lies beside the checkout, without it there are no cases. */
record RecordedCase(String file, JsonNode data) {
  static List<RecordedCase> all() {
    var folder = shared().resolve("conformance").resolve("executions");
    assumeTrue(Files.isDirectory(folder), () -> "no recorded data at " + folder);
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .flatMap(RecordedCase::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path shared() {
    return Optional.ofNullable(System.getenv("STATEWAY_SHARED"))
        .map(Path::of)
        .orElseGet(() ->
            Path.of(Objects.requireNonNull(System.getProperty("stateway.root")))
                .resolveSibling("shared"));
  }

  private static Stream<RecordedCase> read(Path file) {
    try {
      var name = file.getName(file.getNameCount() - 1).toString();
      return JsonText.parse(Files.readString(file))
          .get("cases")
          .valueStream()
          .map(data -> new RecordedCase(name, data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String id() {
    return data.get("id").stringValue();
  }

  String definition() {
    return data.has("definition")
        ? JsonText.write(data.get("definition"))
        : data.get("definitionText").stringValue();
  }

  boolean isExpress() {
    return "EXPRESS".equals(data.path("type").asString(""));
  }

  /** Whether StartSyncExecution started it. */
  boolean isSynchronous() {
    return expected().has("syncResponse");
  }

  /**
   * Members that the source of the recording does not look at; here they count, except where the
   * recording does not tell what its tasks answered.
   */
  List<String> skippedMembers() {
    if (data.path("tasks").isEmpty() && needs("task")) {
      return data.path("skippedBySource")
          .valueStream()
          .map(path -> path.stringValue().replace("$..", ""))
          .filter(name -> !name.contains("."))
          .toList();
    }
    return List.of();
  }

  private boolean needs(String what) {
    return data.path("needs").valueStream().anyMatch(need -> need.asString("").equals(what));
  }

  /** Whether the recording ends before the execution does. */
  boolean isStillRunning() {
    return "RUNNING".equals(expected().get("status").stringValue());
  }

  /** Whether nothing ran side by side: then ids of events are those of the recording. */
  boolean isSequential() {
    return !data.path("concurrent").asBoolean(false)
        || (data.get("definition").findValues("Branches").stream().allMatch(b -> b.size() == 1)
            && (hasMapsOfOneAtATime() || hasMapsOfOneItem()));
  }

  private boolean hasMapsOfOneAtATime() {
    return data.get("definition").findParents("MaxConcurrency").stream()
            .filter(map -> map.get("MaxConcurrency").asInt(0) == 1)
            .count()
        == data.get("definition").findValuesAsString("Type").stream().filter("Map"::equals).count();
  }

  private boolean hasMapsOfOneItem() {
    return expected().get("history").findValues("mapStateStartedEventDetails").stream()
        .allMatch(details -> details.get("length").asInt() <= 1);
  }

  /** Whether the recording has lost events whose ids were masked. */
  boolean isPartOfHistoryMasked() {
    return expected().path("historyIdsMasked").asBoolean(false);
  }

  JsonNode expected() {
    return data.get("expected");
  }

  /** The objects that were there before. */
  ObjectStore objects() {
    var objects = new ObjectsInMemory();
    for (var step : data.path("setup")) {
      var parameters = step.path("parameters");
      if ("put_object".equals(step.path("action").asString(""))) {
        objects.with(
            parameters.get("Bucket").stringValue(),
            parameters.get("Key").stringValue(),
            parameters.get("Body").stringValue());
      }
    }
    return objects;
  }

  String bound(String placeholder, String otherwise) {
    return data.path("bindings").path(placeholder).asString(otherwise);
  }

  /** The input; some members name a time so many days from the start. */
  JsonNode input(Instant start) {
    var input = data.get("input").deepCopy();
    for (var relative : data.path("relativeTimes")) {
      var path = JsonPointer.compile(relative.get("path").stringValue());
      var days = Duration.ofDays(relative.get("nowPlusDays").asLong());
      ((ObjectNode) input.at(path.head()))
          .put(path.last().getMatchingProperty(), start.plus(days).toString());
    }
    return input;
  }
}
