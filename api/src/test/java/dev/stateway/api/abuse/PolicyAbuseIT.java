package dev.stateway.api.abuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stateway.api.testing.StatewayServer;
import dev.stateway.api.testing.TemporalServer;
import dev.stateway.api.testing.WithStateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Policies whose patterns could be matched in very many ways. */
@WithStateway
final class PolicyAbuseIT {
  private static final String IDENTITIES =
      """
      users:
        guest:
          policies:
            - Version: "2012-10-17"
              Statement: {Effect: Allow, Action: "*", Resource: "arn:aws:states:us-east-1:111111111111:stateMachine:PATTERN"}
          apiKeys: [{name: test, key: "file:api-key"}]
          accessKeys: [{id: test, secret: "file:secret"}]
      """;

  /** Patterns of policies are matched against long names without going astray. */
  @TestFactory
  Stream<DynamicTest> policiesAreDecided(TemporalServer temporal, @TempDir Path folder)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("secret"), "test");
    Files.writeString(folder.resolve("api-key"), StatewayServer.API_KEY);
    return Recipe.tests(
        "policy",
        recipe -> {
          var parts = recipe.text().split(" against ", 2);
          var name = "a".repeat(Integer.parseInt(parts[1].split(" ", 2)[0]));
          Files.writeString(
              folder.resolve("identities.yaml"), IDENTITIES.replace("PATTERN", parts[0]));
          var properties =
              Map.of(
                  "stateway.identities",
                  folder.resolve("identities.yaml").toString(),
                  "stateway.task-queue",
                  "abuse-policies");
          try (var guarded = StatewayServer.start(temporal.address(), properties).awaitReady()) {
            var asked =
                new Doors(guarded)
                    .states(
                        "DescribeStateMachine",
                        "{\"stateMachineArn\":"
                            + " \"arn:aws:states:us-east-1:111111111111:stateMachine:"
                            + name
                            + "\"}");
            assertThat(asked.body()).contains("AccessDeniedException");
          }
        });
  }
}
