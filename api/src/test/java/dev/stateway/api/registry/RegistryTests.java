package dev.stateway.api.registry;

import dev.stateway.api.StatewayProperties;
import dev.stateway.translator.JsonText;
import dev.stateway.translator.model.MachineType;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What tests of the registry work with. */
abstract class RegistryTests {
  static final String ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:kept";

  @TempDir private Path data;

  /** Where the tables are: the same in every context of a test, another in every test. */
  @Nullable URI databaseUrl() {
    return null;
  }

  ApplicationContextRunner server() {
    return new ApplicationContextRunner()
        .withBean(StatewayProperties.class, () -> properties(data, databaseUrl()))
        .withUserConfiguration(RegistryConfiguration.class);
  }

  private static StatewayProperties properties(Path data, @Nullable URI databaseUrl) {
    return new StatewayProperties(
        "127.0.0.1",
        8080,
        data,
        "123456789012",
        "us-east-1",
        "stateway",
        null,
        null,
        null,
        "stateway",
        null,
        false,
        null,
        databaseUrl,
        null,
        null,
        "stateway@localhost",
        new StatewayProperties.Temporal("127.0.0.1:7233", "default"));
  }

  static NewStateMachine machine(String definition) {
    return machine(ARN, definition, Map.of("team", "reports"));
  }

  static NewStateMachine machine(String arn, String definition, Map<String, String> tags) {
    var nothing = JsonText.MAPPER.createObjectNode();
    return new NewStateMachine(
        arn,
        arn.substring(arn.lastIndexOf(':') + 1),
        MachineType.STANDARD,
        new StateMachineContents(
            definition, "role", new StateMachineSettings(nothing, nothing, nothing)),
        tags,
        null);
  }
}
