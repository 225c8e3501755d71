package dev.stateway.api.gateway;

import dev.stateway.api.StatewayProperties;
import java.nio.file.Path;

/** The settings that tests without a server have, and where the project is. */
public final class TestSettings {
  private TestSettings() {}

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
