package dev.stateway.workflows.engine;

import dev.stateway.translator.JsonText;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A workflow's history in the repository, and beside it what a replay of it must do. */
record RecordedWorkflow(Path history) {
  private static final String SUFFIX = ".history.json";

  static List<RecordedWorkflow> all() {
    try (Stream<Path> files = Files.walk(folder())) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .sorted()
          .map(RecordedWorkflow::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one of this case and semantics, which need not be there yet. */
  static RecordedWorkflow of(EngineCase engineCase, int semantics) {
    return of(engineCase, semantics, "");
  }

  /** The same of one of its runs, from 1. */
  static RecordedWorkflow ofRun(EngineCase engineCase, int semantics, int run) {
    return of(engineCase, semantics, ".run-" + run);
  }

  /** The same of a workflow that a Map Run of it is, or a part of one. */
  static RecordedWorkflow ofMapRun(EngineCase engineCase, int semantics, String name) {
    return of(engineCase, semantics, "." + name);
  }

  private static RecordedWorkflow of(EngineCase engineCase, int semantics, String run) {
    return new RecordedWorkflow(
        folder()
            .resolve("semantics-" + semantics)
            .resolve(engineCase.id().replace('/', '.') + run + SUFFIX));
  }

  private static Path folder() {
    return Path.of(Objects.requireNonNull(System.getProperty("stateway.root")))
        .resolve("workflows/src/test/resources/histories");
  }

  String name() {
    return folder().relativize(history).toString().replace(SUFFIX, "");
  }

  WorkflowExecutionHistory read() {
    return WorkflowExecutionHistory.fromJson(text(history));
  }

  JsonNode golden() {
    return JsonText.parse(text(goldenFile()));
  }

  void write(WorkflowExecutionHistory recorded) {
    write(history, recorded.toJson(true));
  }

  void writeGolden(JsonNode seen) {
    write(
        goldenFile(),
        JsonText.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(seen) + "\n");
  }

  private Path goldenFile() {
    return history.resolveSibling(
        history.getName(history.getNameCount() - 1).toString().replace(SUFFIX, ".golden.json"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
