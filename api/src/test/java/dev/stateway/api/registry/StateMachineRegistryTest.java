package dev.stateway.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.StatewayProperties;
import dev.stateway.translator.JsonText;
import dev.stateway.translator.model.MachineType;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class StateMachineRegistryTest {
  private static final String ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:kept";

  @TempDir private Path data;

  private ApplicationContextRunner server() {
    return new ApplicationContextRunner()
        .withBean(StatewayProperties.class, () -> properties(data))
        .withUserConfiguration(RegistryConfiguration.class);
  }

  private static StatewayProperties properties(Path data) {
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
        null,
        new StatewayProperties.Temporal("127.0.0.1:7233", "default"));
  }

  private static NewStateMachine machine(String definition) {
    var nothing = JsonText.MAPPER.createObjectNode();
    return new NewStateMachine(
        ARN,
        "kept",
        MachineType.STANDARD,
        new StateMachineContents(
            definition, "role", new StateMachineSettings(nothing, nothing, nothing)),
        Map.of("team", "reports"));
  }

  @Test
  void keepsWhatWasAcknowledgedFromOneProcessToTheNext() {
    var definition = "{\"Comment\": \"" + "ä".repeat(500_000) + "\"}";
    var before = new AtomicReference<RegisteredStateMachine>();
    server()
        .run(context ->
            before.set(
                context
                    .getBean(StateMachineRegistry.class)
                    .create(machine(definition))
                    .toFuture()
                    .join()));

    server()
        .run(context -> {
          var registry = context.getBean(StateMachineRegistry.class);
          assertThat(registry.find(ARN).toFuture().join()).isEqualTo(before.get());
          assertThat(registry.tags(ARN).toFuture().join()).containsEntry("team", "reports");
        });
  }

  @Test
  void removesTheTagsWithTheirMachine() {
    server()
        .run(context -> {
          var registry = context.getBean(StateMachineRegistry.class);
          registry.create(machine("{}")).toFuture().join();
          registry.delete(ARN).toFuture().join();
          registry
              .create(
                  new NewStateMachine(
                      ARN, "kept", MachineType.STANDARD, machine("{}").contents(), Map.of()))
              .toFuture()
              .join();

          assertThat(Objects.requireNonNull(registry.tags(ARN).toFuture().join())).isEmpty();
        });
  }
}
