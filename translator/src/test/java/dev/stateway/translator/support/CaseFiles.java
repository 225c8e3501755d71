package dev.stateway.translator.support;

import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import tools.jackson.databind.JsonNode;

/** The project's own cases: {@code cases/AREA/FILE.json}, each an array of cases with a name. */
public final class CaseFiles {
  private CaseFiles() {}

  /** Checks one case. */
  @FunctionalInterface
  public interface Check {
    /** Fails if the case does. */
    void check(JsonNode aCase) throws Exception;
  }

  /** A test for each case of an area. */
  public static Stream<DynamicTest> tests(String area, Check check) {
    return all(area)
        .map(aCase -> {
          var name = aCase.get("name").stringValue();
          return DynamicTest.dynamicTest(name, () -> named(name, aCase, check));
        });
  }

  /** The cases of an area. */
  public static Stream<JsonNode> all(String area) {
    try {
      var folder =
          Path.of(Objects.requireNonNull(CaseFiles.class.getResource("/cases/" + area)).toURI());
      try (var files = Files.list(folder)) {
        return files.sorted().toList().stream().flatMap(file -> read(file).valueStream());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Says which case fails: reports of dynamic tests do not. */
  private static void named(String name, JsonNode aCase, Check check) throws Exception {
    try {
      check.check(aCase);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("[" + name + "] " + e, e);
    }
  }

  private static JsonNode read(Path file) {
    try {
      return JsonText.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
