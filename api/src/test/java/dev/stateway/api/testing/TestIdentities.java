package dev.stateway.api.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of identities, whose administrator may do everything. */
public final class TestIdentities {
  private static final String ADMINISTRATOR =
      """
      users:
        administrator:
          policies:
            - {Version: "2012-10-17", Statement: {Effect: Allow, Action: "*", Resource: "*"}}
          accessKeys: [{id: test, secret: "file:secret"}]
          apiKeys: [{name: test, key: "file:api-key"}]
      """;

  private TestIdentities() {}

  /** Only the administrator, whose access key and its secret are "test". */
  public static Path write(Path folder) throws IOException {
    return write(folder, "", "");
  }

  /**
   * Also these.
   *
   * @param users members of {@code users}; the secret of whoever has {@code file:secret} is "test"
   * @param rest more members of the file
   */
  public static Path write(Path folder, String users, String rest) throws IOException {
    Files.writeString(folder.resolve("secret"), "test");
    Files.writeString(folder.resolve("api-key"), StatewayServer.API_KEY);
    return Files.writeString(
        folder.resolve("identities.yaml"), ADMINISTRATOR + users.indent(2) + rest);
  }
}
