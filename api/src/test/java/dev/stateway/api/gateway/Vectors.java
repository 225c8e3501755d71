package dev.stateway.api.gateway;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stateway.api.StatewayProperties;
import dev.stateway.translator.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The test data beside the checkout; tests over it are skipped where it is not. */
public final class Vectors {
  private Vectors() {}

  public static JsonNode read(String name) throws IOException {
    var folder =
        Optional.ofNullable(System.getenv("STATEWAY_SHARED"))
            .map(Path::of)
            .orElse(checkout().resolveSibling("shared"));
    var file = folder.resolve("vectors").resolve(name);
    assumeTrue(Files.exists(file), file + " is not there");
    return JsonText.parse(Files.readString(file));
  }

  public static Path checkout() {
    return Path.of(System.getProperty("stateway.root", "..")).toAbsolutePath().normalize();
  }

  public static StatewayProperties properties() {
    return new StatewayProperties(
        "127.0.0.1",
        0,
        Path.of("data"),
        "000000000000",
        "us-east-1",
        "stateway",
        null,
        null,
        null,
        "stateway",
        null,
        false,
        null,
        null,
        null,
        null,
        "stateway@localhost",
        new StatewayProperties.Temporal("127.0.0.1:1", "default"));
  }
}
