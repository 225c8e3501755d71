package dev.stateway.api.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The test data beside the checkout; tests over it are skipped where it is not. */
public final class SharedVectors {
  private SharedVectors() {}

  /** A file of the folder {@code vectors}. */
  public static JsonNode read(String name) throws IOException {
    var found = find(name);
    assumeTrue(found.isPresent(), name + " is not there");
    return found.orElseThrow();
  }

  /** The same for who has something to do without it. */
  public static Optional<JsonNode> find(String name) throws IOException {
    var checkout = Path.of(System.getProperty("stateway.root", "..")).toAbsolutePath().normalize();
    var folder =
        Optional.ofNullable(System.getenv("STATEWAY_SHARED"))
            .map(Path::of)
            .orElse(checkout.resolveSibling("shared"));
    var file = folder.resolve("vectors").resolve(name);
    return Files.exists(file)
        ? Optional.of(JsonText.parse(Files.readString(file)))
        : Optional.empty();
  }
}
